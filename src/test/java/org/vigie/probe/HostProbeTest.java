package org.vigie.probe;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class HostProbeTest {
    @TempDir
    Path folder;

    @ParameterizedTest
    @EnumSource(LocalHostSpec.What.class)
    void readsTheMachineItRunsOn(LocalHostSpec.What what) {
        try (var asking = new Asking()) {
            var result = asking.ask(new LocalHostSpec(what, Levels.none(), Set.of()));
            if (System.getProperty("os.name").equals("Linux")) {
                assertThat(result.outcome()).as("%s", result.finding()).isEqualTo(Outcome.OK);
                assertThat(result.measures()).hasSizeGreaterThan(1);
            } else {
                assertThat(result.finding().code()).isEqualTo("own.not-linux");
            }
        }
    }

    @Test
    void saysWhichDiskIsNotThere() {
        try (var asking = new Asking()) {
            var result = asking.ask(new LocalHostSpec(LocalHostSpec.What.DISKS, Levels.none(), Set.of("/not/mounted")));
            assertThat(result.outcome()).isEqualTo(Outcome.CRITICAL);
            assertThat(result.finding()).isEqualTo(Finding.of("host.missing", "/not/mounted"));
        }
    }

    @Test
    void takesTheLimitsOfItsContainer() throws IOException {
        Files.writeString(folder.resolve("meminfo"), "MemTotal: 16000 kB\nMemAvailable: 4000 kB\n");
        Files.writeString(folder.resolve("memory.max"), "8192000\n");
        Files.writeString(folder.resolve("memory.current"), "4096000\n");
        Files.writeString(folder.resolve("memory.stat"), "anon 1\ninactive_file 1096000\n");
        var host = new HostMetrics(folder, folder);
        assertThat(host.memory()).isEqualTo(new HostMetrics.Memory(8_192_000, 3_000_000));
        Files.writeString(folder.resolve("memory.max"), "max\n");
        assertThat(host.memory()).isEqualTo(new HostMetrics.Memory(16_384_000, 12_288_000));
        host.close();
    }

    @Test
    void readsTheCpuTimesOfTheKernel() throws IOException {
        Files.writeString(folder.resolve("stat"), "cpu  100 10 50 800 40 0 0 0 0 0\ncpu0 1 1 1 1\ncpu1 1 1 1 1\n");
        Files.writeString(folder.resolve("loadavg"), "1.50 1.00 0.50 1/100 1234\n");
        var host = new HostMetrics(folder, folder);
        assertThat(host.cpu().used()).isEqualTo(160);
        assertThat(host.cpu().possible()).isEqualTo(1000);
        assertThat(host.load()).isEqualTo(new HostMetrics.Load(1.5, 1, 0.5, 2));
        host.close();
    }

    @Test
    void readsMountPointsWithBlanks() {
        assertThat(HostDisks.unescaped("/mnt/my\\040disk")).isEqualTo("/mnt/my disk");
    }
}
