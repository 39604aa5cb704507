package org.vigie.server.postgres;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Whom PostgreSQL runs as: it refuses root. The words before its command line, and the numbers that its folders must
 * belong to.
 *
 * <p>As root: another user by {@code setpriv} (the owner of the folder, or nobody), or a user namespace by
 * {@code unshare} where that user cannot enter the folder. Otherwise: whoever we are.
 */
record ChildUser(List<String> prefix, int uid, int gid) {
    private static final int NOBODY = 65534;
    private static final String DIES_WITH_US = "--pdeathsig=INT";

    static ChildUser of(Path folder, Path cluster, PostgresBinaries binaries) throws IOException {
        int we = uid(Path.of("/proc/self"));
        boolean made = Files.exists(cluster.resolve("PG_VERSION"));
        if (we != 0) {
            if (made && uid(cluster) != we) {
                throw PostgresProblem.otherUser(cluster, uid(cluster));
            }
            return ourselves(we, gid(Path.of("/proc/self")), folder, binaries);
        }
        // An existing cluster has chosen: PostgreSQL insists on owning its files.
        Path owned = made ? cluster : folder;
        int uid = uid(owned);
        int gid = gid(owned);
        if (uid == 0 && !made) {
            uid = NOBODY;
            gid = NOBODY;
        }
        var tried = new ArrayList<String>();
        if (uid != 0) {
            var other = new ChildUser(
                    List.of(
                            "setsid",
                            "setpriv",
                            "--reuid=" + uid,
                            "--regid=" + gid,
                            "--clear-groups",
                            DIES_WITH_US,
                            "--"),
                    uid,
                    gid);
            if (other.canRun(binaries, folder, tried)) {
                return other;
            }
        }
        if (uid == 0 || !made) {
            var namespace = new ChildUser(List.of("setsid", "unshare", "-U", "setpriv", DIES_WITH_US, "--"), 0, 0);
            if (namespace.canRun(binaries, folder, tried)) {
                return namespace;
            }
        }
        throw PostgresProblem.cannotLeaveRoot(folder, String.join("; ", tried));
    }

    private static ChildUser ourselves(int uid, int gid, Path folder, PostgresBinaries binaries) {
        // Without these two tools a kill -9 of Vigie leaves PostgreSQL behind, which the next start then says.
        var bound = new ChildUser(List.of("setsid", "setpriv", DIES_WITH_US, "--"), uid, gid);
        return bound.canRun(binaries, folder, new ArrayList<>()) ? bound : new ChildUser(List.of(), uid, gid);
    }

    /** Tried for real, because containers forbid one or the other in ways that cannot be read anywhere. */
    private boolean canRun(PostgresBinaries binaries, Path folder, List<String> tried) {
        List<String> command = command(List.of(
                "sh",
                "-c",
                "cd \"$1\" && exec \"$2\" --version",
                "sh",
                folder.toString(),
                binaries.postgres().toString()));
        try {
            Process process = builder(command).redirectErrorStream(true).start();
            String output = new String(process.getInputStream().readAllBytes()).strip();
            if (process.waitFor(10, TimeUnit.SECONDS) && process.exitValue() == 0) {
                return true;
            }
            tried.add(prefix.get(1) + " (" + output + ")");
        } catch (IOException e) {
            tried.add(prefix.get(1) + " (" + e.getMessage() + ")");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw PostgresProblem.interrupted();
        }
        return false;
    }

    List<String> command(List<String> program) {
        var command = new ArrayList<>(prefix);
        command.addAll(program);
        return command;
    }

    void own(Path path) throws IOException {
        if (uid(path) != uid) {
            Files.setAttribute(path, "unix:gid", gid, LinkOption.NOFOLLOW_LINKS);
            Files.setAttribute(path, "unix:uid", uid, LinkOption.NOFOLLOW_LINKS);
        }
    }

    /** A clean environment: PGDATA, PGPORT or a foreign LC_ALL of the shell must not reach the child. */
    static ProcessBuilder builder(List<String> command) {
        var builder = new ProcessBuilder(command);
        String path = System.getenv("PATH");
        builder.environment().clear();
        builder.environment().put("PATH", (path == null ? "" : path + ":") + "/usr/bin:/bin:/usr/sbin:/sbin");
        builder.environment().put("LC_ALL", "C");
        builder.directory(Path.of("/").toFile());
        return builder;
    }

    static int uid(Path path) throws IOException {
        return (int) Files.getAttribute(path, "unix:uid");
    }

    private static int gid(Path path) throws IOException {
        return (int) Files.getAttribute(path, "unix:gid");
    }
}
