package org.vigie.monitoring;

import java.time.InstantSource;
import javax.sql.DataSource;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.transaction.PlatformTransactionManager;
import org.vigie.monitoring.metrics.EmbeddedMetrics;
import org.vigie.monitoring.metrics.MetricSettings;

@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties({WatchSettings.class, MetricSettings.class})
class MonitoringConfiguration {

    @Bean(destroyMethod = "close")
    Metrics metrics(
            DataSource dataSource,
            PlatformTransactionManager transactions,
            InstantSource clock,
            MetricSettings settings) {
        return EmbeddedMetrics.open(dataSource, transactions, clock, settings).keepingUp();
    }
}
