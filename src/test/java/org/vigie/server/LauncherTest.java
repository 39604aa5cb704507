package org.vigie.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The script at the root, run by the machine's sh among JDKs that only say how they were called. */
class LauncherTest {
    private static final Instant SOURCES = Instant.parse("2026-11-01T08:00:00Z");

    @TempDir
    Path folder;

    private Path checkout;
    private Path root;

    private record Ran(int exit, String out, String err) {}

    @BeforeEach
    void aCheckoutThatIsBuilt() throws IOException {
        checkout = Files.createDirectories(folder.resolve("a check out/vigie"));
        root = Files.createDirectories(folder.resolve("machine"));
        Files.copy(Path.of("vigie"), checkout.resolve("vigie"));
        file(checkout.resolve("pom.xml"), SOURCES);
        file(checkout.resolve("src/main/Vigie.java"), SOURCES);
        Files.setLastModifiedTime(checkout.resolve("src/main"), FileTime.from(SOURCES));
        file(checkout.resolve("target/vigie.jar"), SOURCES.plusSeconds(60));
    }

    @Test
    void takesTheNewestOfTheInstalledJdks() throws Exception {
        jdk("usr/lib/jvm/temurin-25", "25.0.1");
        jdk("opt/jdk-26", "26");
        jdk("usr/lib/jvm/java-17", "17.0.15");

        assertThat(run("export").out()).startsWith(root.resolve("opt/jdk-26").toString());
    }

    @Test
    void prefersTheJdkThatItIsTold() throws Exception {
        jdk("usr/lib/jvm/newer", "27-ea");
        Path told = jdk("home of mine", "25.0.1");

        assertThat(run(Map.of("VIGIE_JAVA_HOME", told.toString()), "export").out())
                .startsWith(told.toString());
        assertThat(run(Map.of("JAVA_HOME", told.toString()), "export").out()).startsWith(told.toString());
    }

    @Test
    void looksFurtherWhenJavaHomeIsOld() throws Exception {
        Path old = jdk("usr/lib/jvm/java-17", "17.0.15");
        Path good = jdk("usr/lib/jvm/temurin-25", "25.0.1");

        assertThat(run(Map.of("JAVA_HOME", old.toString()), "export").out()).startsWith(good.toString());
    }

    @Test
    void refusesToBeToldAnOldOne() throws Exception {
        Path old = jdk("usr/lib/jvm/java-17", "17.0.15");
        jdk("usr/lib/jvm/temurin-25", "25.0.1");

        Ran ran = run(Map.of("VIGIE_JAVA_HOME", old.toString()), "export");
        assertThat(ran.exit()).isEqualTo(1);
        assertThat(ran.err()).isEqualTo("VIGIE_JAVA_HOME (" + old + ") is not a JDK of 25 or newer.\n");
    }

    @Test
    void saysInOneSentenceThatThereIsNoJdk() throws Exception {
        Ran english = run("up");
        assertThat(english.exit()).isEqualTo(1);
        assertThat(english.err())
                .startsWith("Vigie needs a JDK of 25 or newer and found none: install one")
                .contains("apt install openjdk-25-jdk-headless");
        assertThat(english.err().lines()).hasSize(1);
        assertThat(run(Map.of("LANG", "fr_FR.UTF-8"), "up").err()).startsWith("Vigie a besoin d'un JDK 25");
    }

    @Test
    void passesOverBrokenJdks() throws Exception {
        Files.delete(jdk("usr/lib/jvm/no-release", "25").resolve("release"));
        Files.delete(jdk("usr/lib/jvm/no-compiler", "25").resolve("bin/javac"));
        Files.writeString(jdk("usr/lib/jvm/odd", "25").resolve("release"), "JAVA_VERSION=\nOTHER\n");
        Path good = jdk("usr/lib/jvm/zzz", "25");

        assertThat(run("export").out()).startsWith(good.toString());
    }

    @Test
    void unpacksOnceAndHandsTheArgumentsOnAsTheyAre() throws Exception {
        jdk("usr/lib/jvm/temurin-25", "25.0.1");

        Ran first = run("export", "--client", "boutique du port");
        assertThat(first.out()).endsWith("app-1/vigie.jar\nexport\n--client\nboutique du port\n");
        assertThat(run("export").out()).contains("app-1/vigie.jar");
        file(checkout.resolve("target/vigie.jar"), Instant.now().plusSeconds(60));
        assertThat(run("export").out()).contains("app-2/vigie.jar");
    }

    @Test
    void becomesJavaSoThatSignalsAndTheExitStatusAreItsOwn() throws Exception {
        jdk("usr/lib/jvm/temurin-25", "25.0.1");

        assertThat(run("fail").exit()).isEqualTo(7);
    }

    @Test
    void buildsWhenASourceIsNewer() throws Exception {
        jdk("usr/lib/jvm/temurin-25", "25.0.1");
        file(checkout.resolve("src/main/New.java"), SOURCES.plusSeconds(120));
        script(root.resolve("bin/mvn"), "echo mvn \"$JAVA_HOME\" \"$@\" >&2");

        Ran ran = run("export");
        assertThat(ran.err())
                .startsWith("Building Vigie, its sources have changed…\nmvn " + root.resolve("usr/lib/jvm/temurin-25"))
                .contains("-Dquick -Dmaven.test.skip=true package");
        assertThat(ran.out()).contains("app-1/vigie.jar");
        assertThat(run("export").err()).isEmpty();
    }

    @Test
    void showsWhyTheBuildFailed() throws Exception {
        jdk("usr/lib/jvm/temurin-25", "25.0.1");
        Files.delete(checkout.resolve("target/vigie.jar"));
        script(root.resolve("bin/mvn"), "echo 'Vigie.java:[3,4] error'; exit 1");

        Ran ran = run("export");
        assertThat(ran.exit()).isEqualTo(1);
        assertThat(ran.err()).isEqualTo("""
                Building Vigie (first time, about a minute)…
                Vigie.java:[3,4] error
                Vigie could not be built: the reason is above.
                """);
    }

    @Test
    void saysThatMavenIsMissing() throws Exception {
        jdk("usr/lib/jvm/temurin-25", "25.0.1");
        Files.delete(checkout.resolve("target/vigie.jar"));

        assertThat(run("export").err()).endsWith("install it (Debian, Ubuntu: apt install maven).\n");
    }

    private Path jdk(String path, String version) throws IOException {
        Path home = root.resolve(path);
        script(home.resolve("bin/javac"), "");
        // As much of a Java as the launcher needs: it unpacks, or says where it is and what it was told.
        script(home.resolve("bin/java"), """
                case "$*" in
                  *-Djarmode=tools*)
                    for last; do :; done
                    mkdir -p "$last" && : >"$last/vigie.jar" ;;
                  *fail) exit 7 ;;
                  *)
                    echo "%s"
                    while [ "$1" != -jar ]; do shift; done
                    shift
                    printf '%%s\\n' "$@" ;;
                esac""".formatted(home));
        Files.writeString(home.resolve("release"), "IMPLEMENTOR=\"x\"\nJAVA_VERSION=\"" + version + "\"\n");
        return home;
    }

    private static void script(Path file, String text) throws IOException {
        Files.createDirectories(file.getParent());
        Files.writeString(file, "#!/bin/sh\n" + text + "\n");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    private static void file(Path file, Instant time) throws IOException {
        Files.createDirectories(file.getParent());
        Files.writeString(file, "");
        Files.setLastModifiedTime(file, FileTime.from(time));
    }

    private Ran run(String... args) throws IOException, InterruptedException {
        return run(Map.of(), args);
    }

    private Ran run(Map<String, String> environment, String... args) throws IOException, InterruptedException {
        // Only the plain tools, so that the machine's own java and mvn stay out of it.
        Path bin = Files.createDirectories(root.resolve("bin"));
        for (String tool : new String[] {"cat", "dirname", "find", "head", "readlink", "rm", "touch", "mkdir", "sh"}) {
            if (!Files.exists(bin.resolve(tool))) {
                Path real = Files.exists(Path.of("/usr/bin", tool)) ? Path.of("/usr/bin", tool) : Path.of("/bin", tool);
                script(bin.resolve(tool), "exec " + real + " \"$@\"");
            }
        }
        var command =
                new ArrayList<>(List.of("/bin/sh", checkout.resolve("vigie").toString()));
        command.addAll(List.of(args));
        var builder = new ProcessBuilder(command).directory(root.toFile());
        builder.environment().clear();
        builder.environment().put("PATH", bin.toString());
        builder.environment().put("HOME", root.resolve("home").toString());
        builder.environment().put("VIGIE_LOOK_UNDER", root.toString());
        builder.environment().put("VIGIE_NO_TRAINING", "1");
        builder.environment().putAll(environment);
        Path out = folder.resolve("out");
        Path err = folder.resolve("err");
        Process process =
                builder.redirectOutput(out.toFile()).redirectError(err.toFile()).start();
        assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
        return new Ran(process.exitValue(), Files.readString(out), Files.readString(err));
    }
}
