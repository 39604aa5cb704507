package org.vigie;

import java.nio.file.Files;
import java.nio.file.Path;

/** Finds the data that tests read and that is not part of this repository: a folder {@code shared/data} beside it. */
public final class SharedData {

    private SharedData() {}

    public static Path folder(String name) {
        for (var place = Path.of(System.getProperty("user.dir")).toAbsolutePath(); place != null; place = place.getParent()) {
            var folder = place.resolve("shared").resolve("data").resolve(name);
            if (Files.isDirectory(folder)) {
                return folder;
            }
        }
        throw new AssertionError("The test data shared/data/" + name
                + " is absent: put the folder shared beside the checkout, or above it, and run the test again");
    }
}
