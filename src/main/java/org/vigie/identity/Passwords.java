package org.vigie.identity;

import java.util.Locale;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;
import org.springframework.security.crypto.argon2.Argon2PasswordEncoder;
import org.springframework.stereotype.Component;
import org.vigie.shared.Refused;

/**
 * Argon2id with the OWASP minimum (Password Storage Cheat Sheet): 19 MiB, 2 passes, 1 lane; salt 16 bytes, hash 32 bytes.
 */
@Component
class Passwords {
    static final int LEAST = 12;
    static final int MOST = 128;
    private static final int MEMORY_KIB = 19 * 1024;
    private static final int PASSES = 2;

    /**
     * The hash of 32 random bytes that nobody kept, made once with the figures above: computing one at each start would
     * delay the first page by a third of a second, and the first stranger's sign-in would take longer than the others.
     */
    static final String NOBODYS =
            "$argon2id$v=19$m=19456,t=2,p=1$H4O5ui3vGQed0XB6DFdKbA$/KAALpxVKIZde9LvgPphVgzX/zRQWOSVPyBjZUCCg34";

    /** Each hash takes 19 MiB: a crowd at the door must not take the heap. */
    private final Semaphore seats = new Semaphore(4);

    private final Argon2PasswordEncoder argon2 = new Argon2PasswordEncoder(16, 32, 1, MEMORY_KIB, PASSES);

    String hash(String password) {
        return seated(() -> argon2.encode(password));
    }

    /** Takes as long when there is no hash to compare with. */
    boolean matches(String password, @Nullable String hash) {
        String against = hash == null ? NOBODYS : hash;
        boolean same = password.length() <= MOST && seated(() -> argon2.matches(password, against));
        return same && hash != null;
    }

    private <T> T seated(java.util.function.Supplier<T> work) {
        seats.acquireUninterruptibly();
        try {
            return work.get();
        } finally {
            seats.release();
        }
    }

    /** Length above all (ASVS 5.0, 6.2); no rule on kinds of characters. */
    static void check(String field, String login, String password) {
        if (password.length() < LEAST) {
            throw Refused.field(field, "refusal.password.short", LEAST);
        }
        if (password.length() > MOST) {
            throw Refused.field(field, "refusal.password.long", MOST);
        }
        String lower = password.toLowerCase(Locale.ROOT);
        boolean monotonous = password.chars().distinct().count() < 5;
        boolean sayingTheLogin = login.length() >= 4 && lower.replace(login, "").length() < 8;
        if (monotonous || sayingTheLogin) {
            throw Refused.field(field, "refusal.password.guessable");
        }
    }
}
