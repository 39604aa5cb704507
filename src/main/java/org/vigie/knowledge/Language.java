package org.vigie.knowledge;

import java.util.Locale;

public enum Language {
    FR,
    EN;

    public String code() {
        return name().toLowerCase(Locale.ROOT);
    }

    static Language of(String code) {
        return valueOf(code.toUpperCase(Locale.ROOT));
    }

    public static Language of(Locale locale) {
        return locale.getLanguage().equals("en") ? EN : FR;
    }
}
