package org.vigie.access;

import java.util.Map;

/** The objects of one client by which a request can name it: kind of object to what stands in an address or a body. */
record Estate(Map<Kind, String> objects) {

    String of(Kind kind) {
        String value = objects.get(kind);
        if (value == null) {
            throw new IllegalStateException("the estate has no " + kind + ": add one in TwoClients.estate");
        }
        return value;
    }

    /** Objects that never existed, of the same length and shape, so that answers can be compared to the byte. */
    Estate neverExisted() {
        return new Estate(objects.entrySet().stream()
                .collect(java.util.stream.Collectors.toMap(Map.Entry::getKey, entry -> unknown(entry.getValue()))));
    }

    /** Turns the name of what is there into a name that nothing ever had; also inside an answer that repeats it. */
    static String unknown(String text) {
        return text.replace("bravo", "zebra")
                .replace("Bravo", "Zebra")
                .replace("canari", "lezard")
                .replaceAll("(?<!\\d)7(\\d{6})(?!\\d)", "8$1");
    }
}
