package org.vigie.probe;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/** Who an HTTP check says it is; never printed, and never sent to another origin than that of the check. */
public sealed interface Credentials {
    record None() implements Credentials {}

    record Basic(String user, String password) implements Credentials {
        public Basic {
            InvalidProbe.unless(!user.contains(":"), "credentials.user", "probe.rule.colon");
            InvalidProbe.unless(
                    user.length() <= 256 && password.length() <= 1024,
                    "credentials",
                    "probe.rule.credentials",
                    256,
                    1024);
        }

        @Override
        public String toString() {
            return "Basic[user=" + user + "]";
        }
    }

    record Bearer(String token) implements Credentials {
        public Bearer {
            InvalidProbe.unless(
                    !token.isEmpty() && token.length() <= 8192 && token.chars().allMatch(c -> c > 32 && c < 127),
                    "credentials.token",
                    "probe.rule.token");
        }

        @Override
        public String toString() {
            return "Bearer[]";
        }
    }

    /** The value of the Authorization header, or null. */
    default @Nullable String authorization() {
        return switch (this) {
            case None() -> null;
            case Basic(String user, String password) ->
                "Basic " + Base64.getEncoder().encodeToString((user + ":" + password).getBytes(StandardCharsets.UTF_8));
            case Bearer(String token) -> "Bearer " + token;
        };
    }
}
