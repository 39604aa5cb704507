package org.vigie.page;

import gg.jte.ContentType;
import gg.jte.TemplateEngine;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.Objects;
import org.springframework.context.MessageSource;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.support.ResourceBundleMessageSource;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;

@Configuration(proxyBeanMethods = false)
class PageConfiguration {

    @Bean
    TemplateEngine jteEngine() {
        TemplateEngine engine = TemplateEngine.createPrecompiled(
                null, ContentType.Html, getClass().getClassLoader(), "vigiepages");
        engine.setBinaryStaticContent(true);
        return engine;
    }

    /** All rooms' bundles together: each room has one pair of files, found by their place. */
    @Bean
    MessageSource messageSource() {
        var source = new ResourceBundleMessageSource();
        source.setBasenames(bundles());
        source.setDefaultEncoding("UTF-8");
        source.setFallbackToSystemLocale(false);
        source.setAlwaysUseMessageFormat(true);
        return source;
    }

    private static String[] bundles() {
        try {
            var found = new PathMatchingResourcePatternResolver().getResources("classpath*:messages/*_en.properties");
            return Arrays.stream(found)
                    .map(resource -> Objects.requireNonNull(resource.getFilename()))
                    .map(name -> "messages/" + name.substring(0, name.length() - "_en.properties".length()))
                    .sorted()
                    .toArray(String[]::new);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
