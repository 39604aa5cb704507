package org.vigie.server.postgres;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** PostgreSQL cannot be had; the message is one sentence that says why and what to do, meant for who typed the command. */
public final class PostgresProblem extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private PostgresProblem(String message, @Nullable Throwable cause) {
        super(message, cause);
    }

    static PostgresProblem noBinaries(String os, String arch) {
        return new PostgresProblem(
                "Vigie carries PostgreSQL for Linux on amd64 and arm64 only, and this is " + os + " on " + arch
                        + ": set VIGIE_DATABASE_URL to a PostgreSQL 18 of your own.",
                null);
    }

    static PostgresProblem alreadyRunning(Path folder, long pid) {
        return new PostgresProblem(
                "Another Vigie runs on this folder, pid " + pid + ": its PostgreSQL still uses " + folder
                        + "; stop it first.",
                null);
    }

    static PostgresProblem foreignPid(Path lockFile, long pid, String program) {
        return new PostgresProblem(
                "PostgreSQL believes that it still runs as pid " + pid + ", which is now " + program
                        + ": when you are sure that no PostgreSQL uses this folder, remove " + lockFile + ".",
                null);
    }

    static PostgresProblem cannotLeaveRoot(Path folder, String tried) {
        return new PostgresProblem(
                "PostgreSQL refuses to run as root, and another user cannot be taken for " + folder
                        + ": start Vigie as an ordinary user, or let others enter that folder and its parents (chmod o+x), "
                        + "with setpriv or unshare (package util-linux) installed. Tried: " + tried,
                null);
    }

    static PostgresProblem otherUser(Path cluster, int owner) {
        return new PostgresProblem(
                "The database in " + cluster + " belongs to the user with number " + owner
                        + ": start Vigie as that user, or as root.",
                null);
    }

    static PostgresProblem otherMajor(Path cluster, String found, String wanted) {
        return new PostgresProblem(
                "The database in " + cluster + " was made by PostgreSQL " + found + " and this Vigie carries " + wanted
                        + ": dump it with the Vigie that made it, then restore the dump into an empty folder.",
                null);
    }

    static PostgresProblem passwordLost(Path file) {
        return new PostgresProblem(
                "The password of the database is missing: put " + file + " back from your backup of the data folder.",
                null);
    }

    static PostgresProblem diskFull(Path folder) {
        return new PostgresProblem(
                "The disk that holds " + folder + " is full: free some space (at least 300 MB) and start again.", null);
    }

    static PostgresProblem unwritable(Path folder, Throwable cause) {
        return new PostgresProblem(
                "Vigie cannot write in " + folder + " (" + reason(cause)
                        + "): choose another folder with --data, or give this one to the user who starts Vigie.",
                cause);
    }

    /** What a program of PostgreSQL said on its way out, shortened to what a person can act upon. */
    static PostgresProblem failed(String program, Path folder, String output) {
        if (output.contains("No space left on device")) {
            return diskFull(folder);
        }
        return new PostgresProblem(
                program + " did not succeed in " + folder + ": "
                        + (output.isBlank() ? "it said nothing" : output.strip()),
                null);
    }

    static PostgresProblem interrupted() {
        return new PostgresProblem("The start of PostgreSQL was interrupted.", null);
    }

    private static String reason(Throwable cause) {
        return cause.getMessage() == null ? cause.getClass().getSimpleName() : cause.getMessage();
    }
}
