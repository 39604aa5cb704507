package org.vigie.probe;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** The disks that hold something: pseudo file systems and second mounts of one device are left out. */
final class HostDisks {
    record Disk(String mount, double totalBytes, double usedBytes, double usedRatio) {}

    private static final Set<String> REAL = Set.of(
            "ext2",
            "ext3",
            "ext4",
            "xfs",
            "btrfs",
            "zfs",
            "f2fs",
            "jfs",
            "reiserfs",
            "vfat",
            "exfat",
            "ntfs",
            "ntfs3",
            "fuseblk",
            "bcachefs",
            "overlay");

    private HostDisks() {}

    /** All real ones, or exactly those named, network disks included; throws when a named one is not mounted. */
    static List<Disk> read(Path proc, Set<String> only) throws IOException {
        var devices = new HashSet<String>();
        var disks = new ArrayList<Disk>();
        var found = new HashSet<String>();
        for (String line : Files.readAllLines(proc.resolve("self/mounts"), StandardCharsets.UTF_8)) {
            String[] field = line.split(" ");
            String mount = unescaped(field[1]);
            boolean wanted = only.isEmpty()
                    ? REAL.contains(field[2]) && isWhole(field[2], mount) && devices.add(field[0])
                    : only.contains(mount) && found.add(mount);
            if (wanted) {
                disks.add(disk(mount));
            }
        }
        for (String name : only) {
            if (!found.contains(name)) {
                throw new java.nio.file.NoSuchFileException(name);
            }
        }
        return disks;
    }

    /** A container's root is an overlay; those of other containers on this machine are not our own disks. */
    private static boolean isWhole(String type, String mount) {
        return !type.equals("overlay") || mount.equals("/");
    }

    /** As df does: the share of what ordinary users may use, so that reserved blocks do not hide a full disk. */
    private static Disk disk(String mount) throws IOException {
        FileStore store = Files.getFileStore(Path.of(mount));
        double total = store.getTotalSpace();
        double used = total - store.getUnallocatedSpace();
        double usable = used + store.getUsableSpace();
        return new Disk(mount, total, used, usable > 0 ? used / usable : 0);
    }

    /** The kernel writes blanks and the like as octal numbers. */
    static String unescaped(String field) {
        var text = new StringBuilder(field.length());
        for (int i = 0; i < field.length(); i++) {
            char c = field.charAt(i);
            if (c == '\\' && i + 3 < field.length()) {
                text.append((char) Integer.parseInt(field.substring(i + 1, i + 4), 8));
                i += 3;
            } else {
                text.append(c);
            }
        }
        return text.toString();
    }
}
