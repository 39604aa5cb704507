package org.vigie.bench;

import java.io.IOException;
import java.io.PrintStream;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Runs a benchmark by its name: {@code ./vigie bench clocks} is {@code ClocksBench} in this package, with a
 * {@code static void run(PrintStream)} or {@code run(PrintStream, String[])}. Found by name, so that a new one needs no
 * line here.
 */
public final class Bench {
    private static final String SUFFIX = "Bench";

    private Bench() {}

    public static void main(String[] args) throws Exception {
        var out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
        System.exit(run(args, out));
    }

    static int run(String[] args, PrintStream out) throws Exception {
        Optional<Method> bench = args.length == 0 ? Optional.empty() : find(args[0]);
        if (bench.isEmpty()) {
            out.println((args.length == 0 ? "Which benchmark?" : "There is no benchmark " + args[0] + ".")
                    + " There are: " + String.join(", ", names()));
            return 2;
        }
        Method run = bench.get();
        run.setAccessible(true);
        try {
            if (run.getParameterCount() == 1) {
                run.invoke(null, out);
            } else {
                run.invoke(null, out, Arrays.copyOfRange(args, 1, args.length));
            }
        } catch (InvocationTargetException e) {
            throw e.getCause() instanceof Exception cause ? cause : e;
        }
        return 0;
    }

    private static Optional<Method> find(String name) {
        if (!name.matches("[a-z][a-z0-9]*(-[a-z0-9]+)*")) {
            return Optional.empty();
        }
        String type = Bench.class.getPackageName() + "." + camel(name) + SUFFIX;
        try {
            return Arrays.stream(Class.forName(type).getDeclaredMethods())
                    .filter(m -> m.getName().equals("run"))
                    .filter(m -> Arrays.equals(m.getParameterTypes(), new Class<?>[] {PrintStream.class})
                            || Arrays.equals(m.getParameterTypes(), new Class<?>[] {PrintStream.class, String[].class}))
                    .findFirst();
        } catch (ClassNotFoundException e) {
            return Optional.empty();
        }
    }

    private static String camel(String name) {
        var camel = new StringBuilder();
        for (String part : name.split("-")) {
            camel.append(part.substring(0, 1).toUpperCase(Locale.ROOT)).append(part.substring(1));
        }
        return camel.toString();
    }

    static List<String> names() throws IOException, URISyntaxException {
        Path here = Path.of(Bench.class.getResource("Bench.class").toURI()).getParent();
        try (Stream<Path> files = Files.list(here)) {
            return files.map(file -> file.getFileName().toString())
                    .filter(file -> file.endsWith(SUFFIX + ".class") && !file.equals(SUFFIX + ".class"))
                    .map(file -> file.substring(0, file.length() - (SUFFIX + ".class").length()))
                    .map(type -> type.replaceAll("(?<!^)([A-Z])", "-$1").toLowerCase(Locale.ROOT))
                    .sorted()
                    .toList();
        }
    }
}
