package org.vigie.server;

import java.time.Clock;
import java.time.InstantSource;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The few beans that belong to no room. */
@Configuration(proxyBeanMethods = false)
class GroundConfiguration {

    /** The one place where the time of the machine comes in; it never goes back (docs/adr/0023). */
    @Bean
    InstantSource clock() {
        return new SteadyClock(Clock.systemUTC(), System::nanoTime);
    }
}
