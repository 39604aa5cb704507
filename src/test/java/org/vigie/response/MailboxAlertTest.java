package org.vigie.response;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;
import org.vigie.alerting.Alert;
import org.vigie.alerting.AlertFilter;
import org.vigie.alerting.Alerts;
import org.vigie.mail.Mailbox;
import org.vigie.mail.Mailboxes;
import org.vigie.mail.WantedMailbox;
import org.vigie.shared.Actor;
import org.vigie.shared.Scope;
import org.vigie.shared.Severity;
import org.vigie.shared.SqlTime;

/** A mailbox in trouble is an alert on the asset that was chosen for it, and a fresh look ends it. */
class MailboxAlertTest {
    private static Story story;

    @BeforeAll
    static void build() {
        story = new Story();
    }

    @AfterAll
    static void pullDown() {
        story.close();
    }

    private static Mailbox mailbox(
            String key, String asset, @Nullable Integer silentAfter, @Nullable LocalDate secretExpires) {
        var wanted = WantedMailbox.of(key, key + "@msp.example")
                .silentAfter(silentAfter)
                .watchedOn(story.client, asset);
        if (secretExpires != null) {
            wanted.tokensFrom("https://login.example/token", null).secretExpires(secretExpires);
        }
        return story.house.get(Mailboxes.class).put(wanted.draft(), null, Actor.automatic("test"));
    }

    /** What reading it wrote down. */
    private static void reading(Mailbox box, Instant looked, Instant arrived, @Nullable Instant failingSince) {
        Scope.across("a test")
                .run(() -> story.house
                        .get(TransactionTemplate.class)
                        .executeWithoutResult(tx -> story.house
                                .get(JdbcClient.class)
                                .sql("""
                                update mail.reading set looked_at = :looked, arrived_at = :arrived, failing_since = :failing,
                                  failure = case when cast(:failing as timestamptz) is null then null
                                    else cast('{"code":"mail.failure.sign-in","args":["imap.msp.example","no"]}' as jsonb) end
                                where mailbox_id = :id
                                """)
                                .param("id", box.id())
                                .param("looked", SqlTime.of(looked))
                                .param("arrived", SqlTime.of(arrived))
                                .param("failing", SqlTime.orNull(failingSince))
                                .update()));
    }

    private static List<Alert> alerts(String asset) {
        return story.in(() -> story.house
                .get(Alerts.class)
                .list(new AlertFilter(null, story.id(asset), null), null, 10)
                .items());
    }

    private static void looks(String time) {
        story.clock.set("2026-11-23T" + time + "Z");
        story.house.get(MailboxWatch.class).look();
        story.hear();
    }

    @Test
    void oneThatCannotBeReadAlertsAfterAWhileOnceAndEndsByAFreshLook() {
        Mailbox box = mailbox("lost", "web-11", null, null);
        Instant nine = Story.at("09:00:00");
        reading(box, nine, nine, nine);
        looks("09:04:00");
        assertThat(alerts("web-11")).as("a short interruption").isEmpty();
        looks("09:06:00");
        looks("09:06:30");
        Alert alert = alerts("web-11").getFirst();
        assertThat(alerts("web-11")).hasSize(1);
        assertThat(alert.severity()).isEqualTo(Severity.CRITICAL);
        assertThat(alert.summary().code()).isEqualTo("mail.trouble.failing");
        reading(box, nine, nine, null);
        looks("09:07:00");
        assertThat(alerts("web-11").getFirst().isOpen())
                .as("an old look proves nothing")
                .isTrue();
        reading(box, Story.at("09:07:30"), nine, null);
        looks("09:08:00");
        assertThat(alerts("web-11").getFirst().isOpen()).isFalse();
        assertThat(story.in(() -> story.house.get(Alerts.class).provenUntil(alert.id())))
                .contains(Story.at("09:07:30"));
    }

    @Test
    void oneThatFellSilentAlerts() {
        Mailbox box = mailbox("silent", "web-12", 4, null);
        reading(box, Story.at("12:59:00"), Story.at("08:30:00"), null);
        looks("12:29:00");
        assertThat(alerts("web-12")).isEmpty();
        looks("12:31:00");
        assertThat(alerts("web-12"))
                .singleElement()
                .satisfies(alert -> assertThat(alert.summary().code()).isEqualTo("mail.trouble.silent"));
    }

    @Test
    void aSecretThatIsAboutToEndWarns() {
        Mailbox late = mailbox("late", "web-13", null, LocalDate.parse("2026-12-20"));
        Mailbox soon = mailbox("soon", "web-14", null, LocalDate.parse("2026-12-05"));
        Instant now = Story.at("14:00:00");
        reading(late, now, now, null);
        reading(soon, now, now, null);
        looks("14:01:00");
        assertThat(alerts("web-13")).isEmpty();
        assertThat(alerts("web-14")).singleElement().satisfies(alert -> {
            assertThat(alert.severity()).isEqualTo(Severity.WARNING);
            assertThat(alert.summary().code()).isEqualTo("mail.trouble.secret");
        });
    }
}
