package org.vigie.mail.message;

import java.util.Locale;

/**
 * @param name as it is shown; empty when there is none
 * @param email as it was written; empty in a header that names nobody
 */
public record Address(String name, String email) {

    /** For comparing: mail programs change the case at will. */
    public String folded() {
        return email.toLowerCase(Locale.ROOT);
    }

    public String domain() {
        return folded().substring(email.lastIndexOf('@') + 1);
    }

    public String shown() {
        return name.isEmpty() ? email : name;
    }

    @Override
    public String toString() {
        return name.isEmpty() ? email : name + " <" + email + ">";
    }
}
