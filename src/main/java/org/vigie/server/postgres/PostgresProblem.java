package org.vigie.server.postgres;

import java.nio.file.Path;
import java.text.MessageFormat;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.ResourceBundle;
import org.jspecify.annotations.Nullable;

/**
 * PostgreSQL cannot be had: one sentence that says why and what to do, meant for who typed the command. It is a code with
 * a text in {@code messages/server_<language>.properties}; the message of the exception is the English one, for logs.
 */
public final class PostgresProblem extends RuntimeException {
    private static final long serialVersionUID = 1L;
    private static final ResourceBundle.Control EXACT =
            ResourceBundle.Control.getNoFallbackControl(ResourceBundle.Control.FORMAT_PROPERTIES);

    private final String code;
    private final transient List<String> args;

    private PostgresProblem(@Nullable Throwable cause, String code, Object... args) {
        super(say(code, args), cause);
        this.code = code;
        this.args = Arrays.stream(args).map(String::valueOf).toList();
    }

    private static String say(String code, Object... args) {
        var texts = ResourceBundle.getBundle("messages.server", Locale.ENGLISH, EXACT);
        return new MessageFormat(texts.getString(code), Locale.ENGLISH)
                .format(Arrays.stream(args).map(String::valueOf).toArray());
    }

    public String code() {
        return code;
    }

    public List<String> args() {
        return args;
    }

    static PostgresProblem noBinaries(String os, String arch) {
        return new PostgresProblem(null, "own-database.no-binaries", os, arch);
    }

    static PostgresProblem alreadyRunning(Path folder, long pid) {
        return new PostgresProblem(null, "own-database.already-running", folder, pid);
    }

    static PostgresProblem foreignPid(Path lockFile, long pid, String program) {
        return new PostgresProblem(null, "own-database.foreign-pid", lockFile, pid, program);
    }

    static PostgresProblem cannotLeaveRoot(Path folder, String tried) {
        return new PostgresProblem(null, "own-database.cannot-leave-root", folder, tried);
    }

    static PostgresProblem otherUser(Path cluster, int owner) {
        return new PostgresProblem(null, "own-database.other-user", cluster, owner);
    }

    static PostgresProblem otherMajor(Path cluster, String found, String wanted) {
        return new PostgresProblem(null, "own-database.other-major", cluster, found, wanted);
    }

    static PostgresProblem passwordLost(Path file) {
        return new PostgresProblem(null, "own-database.password-lost", file);
    }

    static PostgresProblem diskFull(Path folder) {
        return new PostgresProblem(null, "own-database.disk-full", folder);
    }

    static PostgresProblem unwritable(Path folder, Throwable cause) {
        return new PostgresProblem(cause, "own-database.unwritable", folder, reason(cause));
    }

    /** What a program of PostgreSQL said on its way out, shortened to what a person can act upon. */
    static PostgresProblem failed(String program, Path folder, String output) {
        if (output.contains("No space left on device")) {
            return diskFull(folder);
        }
        return output.isBlank()
                ? new PostgresProblem(null, "own-database.failed-silently", program, folder)
                : new PostgresProblem(null, "own-database.failed", program, folder, output.strip());
    }

    static PostgresProblem interrupted() {
        return new PostgresProblem(null, "own-database.interrupted");
    }

    private static String reason(Throwable cause) {
        return cause.getMessage() == null ? cause.getClass().getSimpleName() : cause.getMessage();
    }
}
