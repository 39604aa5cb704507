package org.vigie.files;

import java.util.List;
import java.util.Locale;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * @param largest a file that a person attaches; 1 MB to 100 MB, default 25 MB
 * @param refusedEndings of names; programs are refused by their bytes whatever they are called
 */
@ConfigurationProperties(prefix = "vigie.files", ignoreUnknownFields = false)
public record FilesSettings(
        @DefaultValue("25MB") DataSize largest,

        @DefaultValue({
            "exe", "com", "scr", "bat", "cmd", "pif", "msi", "jar", "js", "jse", "vbs", "vbe", "wsf", "ps1", "lnk",
            "hta"
        })
        List<String> refusedEndings) {
    public FilesSettings {
        if (largest.compareTo(DataSize.ofMegabytes(1)) < 0 || largest.compareTo(DataSize.ofMegabytes(100)) > 0) {
            throw new IllegalArgumentException("vigie.files.largest is " + largest + " and must be 1MB to 100MB");
        }
        refusedEndings =
                refusedEndings.stream().map(one -> one.toLowerCase(Locale.ROOT)).toList();
    }
}
