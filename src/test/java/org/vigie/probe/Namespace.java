package org.vigie.probe;

import java.io.IOException;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.ValueLayout;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.concurrent.FutureTask;

/** A network of its own for one thread and all that this thread starts; it ends with them. */
final class Namespace {
    private static final int CLONE_NEWNET = 0x40000000;

    private Namespace() {}

    /** Whether this system lets us have one. */
    static boolean isAllowed() throws Exception {
        return System.getProperty("os.name").equals("Linux") && inside(false, () -> unshare() == 0);
    }

    static <T> T run(Callable<T> work) throws Exception {
        return inside(true, work);
    }

    private static <T> T inside(boolean enter, Callable<T> work) throws Exception {
        var task = new FutureTask<T>(() -> {
            if (enter && unshare() != 0) {
                throw new IllegalStateException("This system does not allow network namespaces");
            }
            return work.call();
        });
        Thread.ofPlatform().name("namespace").start(task);
        return task.get();
    }

    private static int unshare() {
        Linker linker = Linker.nativeLinker();
        var unshare = linker.downcallHandle(
                linker.defaultLookup().findOrThrow("unshare"),
                FunctionDescriptor.of(ValueLayout.JAVA_INT, ValueLayout.JAVA_INT));
        try {
            return (int) unshare.invokeExact(CLONE_NEWNET);
        } catch (Throwable broken) {
            throw new IllegalStateException(broken);
        }
    }

    /** Runs the system's own tool inside; false when it refuses. */
    static boolean tool(String... words) throws IOException, InterruptedException {
        var process = new ProcessBuilder(words).redirectErrorStream(true).start();
        process.getInputStream().readAllBytes();
        return process.waitFor() == 0;
    }

    static void setting(String name, String value) throws IOException {
        Files.writeString(Path.of("/proc/sys/net", name.split("/")), value);
    }
}
