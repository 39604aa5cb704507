package org.vigie.calendar;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.vigie.Rooms;
import org.vigie.organization.People;
import org.vigie.organization.Person;
import org.vigie.organization.PersonDeclaration;
import org.vigie.shared.Change;
import org.vigie.shared.NotFound;

class CalendarStoreTest {

    static Rooms rooms;
    static WorkingHours hours;
    static final AtomicInteger clients = new AtomicInteger();

    final int tenant = clients.incrementAndGet();

    @BeforeAll
    static void open() {
        rooms = Rooms.of(new String[] {"calendar", "organization"});
        hours = rooms.get(WorkingHours.class);
    }

    @AfterAll
    static void close() {
        rooms.close();
    }

    private static CalendarDeclaration office(String morning) {
        return new CalendarDeclaration(
                "bureau",
                CalendarDefinition.parse("Europe/Paris", Map.of("mon-fri", List.of(morning, "13:30-18:00")), "FR"));
    }

    @Test
    void keepsEachVersionForEverAndBitForBit() {
        Rooms.run(tenant, () -> {
            assertThat(hours.declare(List.of(office("08:30-12:30"))))
                    .containsExactly(Change.created("calendars", "bureau"));
            var first = hours.find("bureau").orElseThrow();
            rooms.advance(Duration.ofDays(1));
            assertThat(hours.declare(List.of(office("08:30-12:30")))).isEmpty();
            assertThat(hours.declare(List.of(office("09:00-12:00"))))
                    .containsExactly(Change.changed("calendars", "bureau"));
            var second = hours.find("bureau").orElseThrow();
            assertThat(second.number()).isEqualTo(2);
            assertThat(hours.version(first.id())).isEqualTo(first);
            assertThat(hours.version(first.id()).definition().text())
                    .isEqualTo(office("08:30-12:30").definition().text());
            assertThat(hours.inForce("bureau", first.validFrom().plusSeconds(1)).orElseThrow())
                    .isEqualTo(first);
            assertThat(hours.inForce("bureau", second.validFrom()).orElseThrow())
                    .isEqualTo(second);
            assertThat(hours.inForce("bureau", Instant.EPOCH).orElseThrow()).isEqualTo(first);
        });
    }

    @Test
    void revivesACalendarWithItsLastVersionWhenNothingChanged() {
        Rooms.run(tenant, () -> {
            hours.declare(List.of(office("08:30-12:30")));
            long version = hours.find("bureau").orElseThrow().id();
            assertThat(hours.declare(List.of())).containsExactly(Change.retired("calendars", "bureau"));
            assertThat(hours.find("bureau")).isEmpty();
            assertThat(hours.calendar(version).zone()).isEqualTo(ZoneId.of("Europe/Paris"));
            assertThat(hours.put(office("08:30-12:30"))).containsExactly(Change.created("calendars", "bureau"));
            assertThat(hours.find("bureau").orElseThrow().id()).isEqualTo(version);
        });
    }

    @Test
    void showsNoVersionOfAnotherClientAlsoOnceItIsKeptInMemory() {
        long version = Rooms.in(tenant, () -> {
            hours.declare(List.of(office("08:30-12:30")));
            long id = hours.find("bureau").orElseThrow().id();
            hours.calendar(id);
            return id;
        });
        assertThatThrownBy(() -> Rooms.in(tenant + 5_000, () -> hours.calendar(version)))
                .isInstanceOf(NotFound.class);
    }

    @Test
    void namesWhoIsOnCallAndWhyNobodyIs() {
        var people = rooms.get(People.class);
        var onCall = rooms.get(OnCall.class);
        Rooms.run(tenant, () -> {
            people.declare(List.of(person("ali", "n2"), person("bea", "n2"), person("zoe", "n1")));
            hours.declare(List.of(office("08:30-12:30")));
            onCall.declare(List.of(new Rota(
                    "n2",
                    "bureau",
                    List.of("ali", "bea"),
                    7,
                    LocalDateTime.parse("2026-11-02T08:00"),
                    ZoneId.of("Europe/Paris"))));
            var inTurn = onCall.whoIsOnCall("n2", Instant.parse("2026-11-09T09:00:00Z"));
            assertThat(inTurn.onCall()).isTrue();
            assertThat(inTurn.people()).extracting(Person::key).containsExactly("bea", "ali");
            assertThat(inTurn.why().code()).isEqualTo("calendar.duty.turn");
            var armistice = onCall.whoIsOnCall("n2", Instant.parse("2026-11-11T09:00:00Z"));
            assertThat(armistice.onCall()).isFalse();
            assertThat(armistice.why().code()).isEqualTo("calendar.duty.outside");
            assertThat(armistice.people()).extracting(Person::key).containsExactly("ali", "bea");
            assertThat(onCall.whoIsOnCall("n2", Instant.parse("2026-10-30T09:00:00Z"))
                            .why()
                            .code())
                    .isEqualTo("calendar.duty.not-begun");
            assertThat(onCall.whoIsOnCall("n1", Instant.parse("2026-11-09T09:00:00Z"))
                            .why()
                            .code())
                    .isEqualTo("calendar.duty.no-rota");
            people.declare(List.of(person("ali", "n2")));
            assertThat(onCall.whoIsOnCall("n2", Instant.parse("2026-11-09T09:00:00Z"))
                            .people())
                    .extracting(Person::key)
                    .containsExactly("ali");
        });
    }

    private static PersonDeclaration person(String key, String team) {
        return new PersonDeclaration(key, key, key + "@example.org", Locale.FRENCH, new TreeSet<>(Set.of(team)));
    }
}
