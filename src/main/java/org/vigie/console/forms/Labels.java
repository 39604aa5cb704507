package org.vigie.console.forms;

import org.vigie.page.Texts;

/** The words for kinds, fields and choices: the nearest text that is written, at last the name itself. */
public record Labels(Texts texts) {

    public String one(String section) {
        return texts.t("kind.one." + section);
    }

    public String many(String section) {
        return texts.t("kind.many." + section);
    }

    public String field(String section, String path) {
        String last = path.substring(path.lastIndexOf('.') + 1);
        return nearest(last, "form." + section + "." + path, "form." + path, "form." + last);
    }

    public String hint(String section, String path) {
        String last = path.substring(path.lastIndexOf('.') + 1);
        return nearest(
                "", "form." + section + "." + path + ".hint", "form." + path + ".hint", "form." + last + ".hint");
    }

    public String choice(String name, String value) {
        return nearest(value, "choice." + name + "." + value, "choice." + value);
    }

    public String unit(String unit) {
        return nearest(unit, "form.unit." + unit);
    }

    private String nearest(String otherwise, String... keys) {
        for (String key : keys) {
            String text = texts.t(key);
            if (!text.equals(key)) {
                return text;
            }
        }
        return otherwise;
    }
}
