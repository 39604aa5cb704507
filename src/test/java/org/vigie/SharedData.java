package org.vigie;

import java.nio.file.Files;
import java.nio.file.Path;
import org.opentest4j.TestAbortedException;

/**
 * Finds the data that tests read and that is not part of this repository: a folder {@code shared/data} beside it.
 * Without it a test is left out and says so: who has only the repository can run everything else.
 */
public final class SharedData {

    private SharedData() {}

    public static Path folder(String name) {
        for (var place = Path.of(System.getProperty("user.dir")).toAbsolutePath();
                place != null;
                place = place.getParent()) {
            var folder = place.resolve("shared").resolve("data").resolve(name);
            if (Files.isDirectory(folder)) {
                return folder;
            }
        }
        throw new TestAbortedException("Left out: the test data shared/data/" + name
                + " is absent. Put the folder shared beside the checkout, or above it, to run this test");
    }
}
