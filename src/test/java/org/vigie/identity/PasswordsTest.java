package org.vigie.identity;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PasswordsTest {
    private final Passwords passwords = new Passwords();

    @Test
    void strangerIsComparedAtTheCostOfAnAccount() {
        String hash = passwords.hash("un mot de passe assez long");

        assertThat(costOf(hash)).isEqualTo(costOf(Passwords.NOBODYS));
    }

    @Test
    void nothingOpensNobodysAccount() {
        assertThat(passwords.matches("un mot de passe assez long", null)).isFalse();
    }

    @Test
    void rightPasswordAloneOpens() {
        String hash = passwords.hash("un mot de passe assez long");

        assertThat(passwords.matches("un mot de passe assez long", hash)).isTrue();
        assertThat(passwords.matches("un mot de passe assez Long", hash)).isFalse();
    }

    /** Algorithm, version, memory, passes and lanes, and the lengths of salt and hash. */
    private static String costOf(String hash) {
        String[] parts = hash.split("\\$");
        return parts[1] + " " + parts[2] + " " + parts[3] + " " + parts[4].length() + " " + parts[5].length();
    }
}
