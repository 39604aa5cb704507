package org.vigie.server;

import java.util.Map;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.FullyQualifiedAnnotationBeanNameGenerator;
import org.springframework.scheduling.annotation.EnableAsync;

/** Everything that runs inside one process, put together by Spring. */
@SpringBootApplication(scanBasePackages = "org.vigie", nameGenerator = FullyQualifiedAnnotationBeanNameGenerator.class)
@ConfigurationPropertiesScan("org.vigie")
@EnableAsync
public class Application {

    /** Starts the application with the settings that the command line found; they win over every other source. */
    static ConfigurableApplicationContext start(Map<String, Object> settings) {
        return start(settings, context -> {});
    }

    static ConfigurableApplicationContext start(
            Map<String, Object> settings, ApplicationContextInitializer<ConfigurableApplicationContext> furnish) {
        var application = new SpringApplication(Application.class);
        application.addInitializers(furnish);
        application.addInitializers(context -> context.getEnvironment()
                .getPropertySources()
                .addFirst(new org.springframework.core.env.MapPropertySource("command line", settings)));
        return application.run();
    }
}
