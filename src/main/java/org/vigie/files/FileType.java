package org.vigie.files;

import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** What bytes are, by how they begin. What is not known is bytes; nothing is a page, however it is called. */
final class FileType {
    /** As many as must be seen. */
    static final int BEGINNING = 512;

    static final String BYTES = "application/octet-stream";
    static final String PROGRAM = "application/x-executable";

    private FileType() {}

    static String of(byte[] start) {
        if (starts(start, 0, 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n')) {
            return "image/png";
        }
        if (starts(start, 0, 0xff, 0xd8, 0xff)) {
            return "image/jpeg";
        }
        if (starts(start, 0, 'G', 'I', 'F', '8') && (starts(start, 4, '7', 'a') || starts(start, 4, '9', 'a'))) {
            return "image/gif";
        }
        if (starts(start, 0, 'R', 'I', 'F', 'F') && starts(start, 8, 'W', 'E', 'B', 'P')) {
            return "image/webp";
        }
        if (starts(start, 0, '%', 'P', 'D', 'F', '-')) {
            return "application/pdf";
        }
        if (starts(start, 0, 'P', 'K', 3, 4) || starts(start, 0, 'P', 'K', 5, 6)) {
            return "application/zip";
        }
        if (starts(start, 0, 0x1f, 0x8b)) {
            return "application/gzip";
        }
        if (starts(start, 0, 0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1)) {
            return "application/x-ole-storage";
        }
        if (isProgram(start)) {
            return PROGRAM;
        }
        return isText(start) ? "text/plain" : BYTES;
    }

    private static boolean isProgram(byte[] start) {
        return (starts(start, 0, 'M', 'Z') && start.length >= 64)
                || starts(start, 0, 0x7f, 'E', 'L', 'F')
                || starts(start, 0, 0xfe, 0xed, 0xfa, 0xce)
                || starts(start, 0, 0xfe, 0xed, 0xfa, 0xcf)
                || starts(start, 0, 0xcf, 0xfa, 0xed, 0xfe)
                || starts(start, 0, 0xca, 0xfe, 0xba, 0xbe);
    }

    private static boolean isText(byte[] start) {
        for (byte one : start) {
            if (one >= 0 && one < ' ' && one != '\n' && one != '\r' && one != '\t' && one != '\f') {
                return false;
            }
        }
        return start.length > 0;
    }

    private static boolean starts(byte[] bytes, int from, int... wanted) {
        if (bytes.length < from + wanted.length) {
            return false;
        }
        for (int i = 0; i < wanted.length; i++) {
            if ((bytes[from + i] & 0xff) != (wanted[i] & 0xff)) {
                return false;
            }
        }
        return true;
    }

    static String ending(String name) {
        int dot = name.lastIndexOf('.');
        return dot < 0 ? "" : name.substring(dot + 1).strip().toLowerCase(Locale.ROOT);
    }

    /** A name is a name and no path, and can be written in a header. */
    static String safeName(String given) {
        String last = given.substring(Math.max(given.lastIndexOf('/'), given.lastIndexOf('\\')) + 1);
        String bare = last.replaceAll("\\p{Cntrl}", "_").strip().replaceFirst("^\\.+", "");
        byte[] bytes = bare.getBytes(StandardCharsets.UTF_8);
        return bytes.length <= 200 ? bare : bare.substring(Math.max(0, bare.length() - 100));
    }
}
