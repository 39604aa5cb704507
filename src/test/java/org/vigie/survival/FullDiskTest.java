package org.vigie.survival;

import static org.assertj.core.api.Assertions.assertThat;
import static org.vigie.survival.ServerProcess.await;

import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The disk under a real server becomes full, really, and has room again. */
class FullDiskTest {
    @TempDir
    Path folder;

    @Test
    @Timeout(value = 10, unit = TimeUnit.MINUTES)
    void warnsThenSaysWhyThenGoesOnByItselfWithNothingLost() throws Exception {
        try (var fill = new Fill(folder.resolve("disk"), 600);
                var street = new Street();
                var server = new ServerProcess(
                        fill.disk().resolve("data"),
                        folder.resolve("console"),
                        Map.of("LANG", "fr_FR.UTF-8"),
                        "-Dvigie.notification.webhook.url=" + street.url("/pager"))) {
            server.witness(() -> fillAndEmpty(fill, street, server));
        }
    }

    private static void fillAndEmpty(Fill fill, Street street, ServerProcess server) throws Exception {
        server.start();
        long pid = server.pid();
        assertThat(server.call().apply(street.declarations("athena", "a")).statusCode())
                .isEqualTo(200);
        awaitState(server, "ok");

        fill.leave(40);
        await("low space is told", () -> server.said().contains("est presque plein"));
        var low = server.call().get("/health/ready", "en");
        assertThat(low.statusCode()).isEqualTo(200);
        assertThat(low.body()).contains("\"disk\":\"warning\"").contains("nearly full");
        assertThat(server.call().apply(street.declarations("boreal", "a")).statusCode())
                .isEqualTo(200);

        fill.leave(0);
        Instant full = Instant.now();
        needAnotherPieceOfTheLogOfChanges(server);
        street.turn("athena-a", true);
        await("the full disk is told", () -> server.said().contains("plus rien ne peut être écrit"));
        await(
                "nothing can be written",
                () -> server.call().apply(street.declarations("ceres", "a")).statusCode() == 503);
        var down = server.call().get("/health/ready", "fr");
        assertThat(down.statusCode()).isEqualTo(503);
        assertThat(down.body()).contains("\"disk\":\"down\"").contains("Libérez de la place");
        assertThat(server.call().get("/health/live", "fr").statusCode()).isEqualTo(200);
        await("a page says so plainly", () -> {
            var page = server.call().page("/tickets", "fr");
            assertThat(page.body()).doesNotContain("Exception", "\tat ");
            return page.statusCode() == 503 && page.body().contains("rien n");
        });
        await("the probes go on", () -> street.answersInThisMood("athena-a") >= 4);

        Instant room = Instant.now();
        fill.empty();
        await("it is well again", () -> server.call().get("/health/ready", "fr").statusCode() == 200);
        awaitState(server, "critical");
        await("somebody is told", () -> street.told().size() == 1);
        assertThat(server.pid()).isEqualTo(pid);
        try (var inside = new Outside(server.lookInside())) {
            assertThat(inside.rows("select opened_at from alerting.alert"))
                    .singleElement()
                    .satisfies(alert -> assertThat(alert.at("opened_at")).isBetween(full, room));
            assertThat(inside.rows("select key from organization.client order by key"))
                    .extracting(row -> row.text("key"))
                    .contains("athena", "boreal")
                    .doesNotContain("ceres");
        }
        assertThat(server.said()).contains("de nouveau en état");
    }

    /** As it would sooner or later; PostgreSQL may end in the middle of the answer. */
    private static void needAnotherPieceOfTheLogOfChanges(ServerProcess server) throws Exception {
        try (var inside = server.lookInside();
                var statement = inside.createStatement()) {
            statement.execute("select pg_switch_wal()");
        } catch (SQLException ended) {
            System.out.println("PostgreSQL on a full disk: " + ended.getMessage());
        }
    }

    private static void awaitState(ServerProcess server, String state) throws Exception {
        await("the check is " + state, () -> {
            var checks = server.call().json("/api/v1/checks?client=athena").path("items");
            return checks.size() == 1 && checks.get(0).path("state").asString().equals(state);
        });
    }
}
