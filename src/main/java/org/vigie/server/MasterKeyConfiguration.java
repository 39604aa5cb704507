package org.vigie.server;

import java.io.IOException;
import java.nio.file.Path;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.vigie.shared.MasterKey;

@Configuration(proxyBeanMethods = false)
class MasterKeyConfiguration {

    /** From {@code VIGIE_MASTER_KEY}, else from the data folder, where the first start makes one. */
    @Bean
    MasterKey masterKey(@Value("${vigie.master-key:}") String given, @Value("${vigie.data:data}") Path folder)
            throws IOException {
        return given.isBlank() ? MasterKey.inFile(DataFolder.of(folder).masterKey()) : MasterKey.parse(given);
    }
}
