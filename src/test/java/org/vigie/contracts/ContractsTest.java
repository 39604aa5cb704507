package org.vigie.contracts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.vigie.Rooms;
import org.vigie.calendar.CalendarDeclaration;
import org.vigie.calendar.CalendarDefinition;
import org.vigie.calendar.WorkingHours;
import org.vigie.contracts.Contract.Availability;
import org.vigie.contracts.Contract.Method;
import org.vigie.contracts.Contract.UnknownCountsAs;
import org.vigie.inventory.Assets;
import org.vigie.inventory.ServiceDeclaration;
import org.vigie.shared.Change;
import org.vigie.shared.Criticality;
import org.vigie.shared.Priority;
import org.vigie.shared.Refused;

class ContractsTest {

    static Rooms rooms;
    static Contracts contracts;
    static final AtomicInteger clients = new AtomicInteger();

    final int tenant = clients.incrementAndGet();

    @BeforeAll
    static void open() {
        rooms = Rooms.of(new String[] {"contracts", "calendar", "inventory", "organization"});
        contracts = rooms.get(Contracts.class);
    }

    @AfterAll
    static void close() {
        rooms.close();
    }

    @BeforeEach
    void declareHours() {
        rooms.setTime(Rooms.START);
        Rooms.run(
                tenant,
                () -> rooms.get(WorkingHours.class)
                        .declare(List.of(new CalendarDeclaration(
                                "h24",
                                CalendarDefinition.parse(
                                        "Europe/Paris", Map.of("mon-sun", List.of("00:00-24:00")), null)))));
    }

    private static ServiceLevel level(String key, String restore) {
        return new ServiceLevel(
                key, "h24", Map.of("incident", Map.of(Priority.P1, Map.of(Milestone.RESTORE, restore))));
    }

    private static Contract contract(String key, String from, String to, String... pauses) {
        return new Contract(
                key,
                LocalDate.parse(from),
                LocalDate.parse(to),
                new Availability(new BigDecimal("99.50"), Method.A, UnknownCountsAs.UNMEASURED),
                Duration.ofMinutes(15),
                Duration.ofHours(2),
                new TreeSet<>(Set.of(pauses)));
    }

    @Test
    void promisesTheLevelOfTheServiceElseTheFirstOfTheClient() {
        Rooms.run(tenant, () -> {
            contracts.declareServiceLevels(List.of(level("standard", "8h"), level("or", "4h")));
            var assets = rooms.get(Assets.class);
            assets.declareServices(List.of(
                    new ServiceDeclaration("shop", "Boutique", Criticality.CRITICAL, "or", new TreeSet<>()),
                    new ServiceDeclaration("wiki", "Wiki", Criticality.LOW, null, new TreeSet<>())));
            long shop = assets.services().getFirst().id();
            long wiki = assets.services().getLast().id();
            var promised = contracts.promiseFor("incident", Priority.P1, shop).orElseThrow();
            assertThat(promised.targets()).containsExactly(Map.entry(Milestone.RESTORE, "4h"));
            assertThat(promised.source().code()).isEqualTo("contracts.source.service");
            assertThat(contracts
                            .promiseFor("incident", Priority.P1, wiki)
                            .orElseThrow()
                            .serviceLevel())
                    .isEqualTo("standard");
            assertThat(contracts
                            .promiseFor("incident", Priority.P1, null)
                            .orElseThrow()
                            .serviceLevel())
                    .isEqualTo("standard");
            assertThat(contracts.promiseFor("incident", Priority.P2, null)).isEmpty();
            assertThat(contracts.promiseFor("request", Priority.P1, null)).isEmpty();
        });
    }

    @Test
    void readsAnotherWayToWriteATargetAsNoChange() {
        Rooms.run(tenant, () -> {
            contracts.declareServiceLevels(List.of(level("standard", "240m")));
            assertThat(contracts.declareServiceLevels(List.of(level("standard", "PT4H"))))
                    .isEmpty();
            assertThat(contracts.declareServiceLevels(List.of(level("standard", "5h"))))
                    .containsExactly(Change.changed("service-levels", "standard"));
            assertThat(contracts.declareServiceLevels(List.of()))
                    .containsExactly(Change.retired("service-levels", "standard"));
        });
    }

    @Test
    void takesTheNewOrderWhenOnlyTheOrderChanged() {
        Rooms.run(tenant, () -> {
            contracts.declareServiceLevels(List.of(level("a", "1h"), level("b", "2h")));
            assertThat(contracts.declareServiceLevels(List.of(level("b", "2h"), level("a", "1h"))))
                    .isEmpty();
            assertThat(contracts
                            .promiseFor("incident", Priority.P1, null)
                            .orElseThrow()
                            .serviceLevel())
                    .isEqualTo("b");
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"0h", "-4h", "1d", "4 parsecs", "", "0 working-days", "PT0S", "PT-4H"})
    void refusesATargetThatIsNone(String target) {
        assertThatThrownBy(() -> level("standard", target)).isInstanceOf(Refused.class);
    }

    @Test
    void holdsFromTheFirstDayToTheLastInTheZoneOfTheCalendar() {
        Rooms.run(tenant, () -> {
            contracts.declareServiceLevels(List.of(level("standard", "4h")));
            var year = contract("infogerance-2026", "2026-01-01", "2026-12-31", "access-refused");
            assertThat(contracts.declareContract(year)).containsExactly(Change.created("contract", "infogerance-2026"));
            assertThat(contracts.declareContract(
                            contract("infogerance-2026", "2026-01-01", "2026-12-31", "access-refused")))
                    .isEmpty();
            assertThat(contracts.contract()).contains(year);
            assertThat(contracts.inForce(Instant.parse("2025-12-31T22:59:59Z"))).isEmpty();
            assertThat(contracts.inForce(Instant.parse("2025-12-31T23:00:00Z"))).isPresent();
            assertThat(contracts.inForce(Instant.parse("2026-12-31T22:59:59Z"))).isPresent();
            assertThat(contracts.inForce(Instant.parse("2026-12-31T23:00:00Z"))).isEmpty();
            assertThat(contracts
                            .promiseFor("incident", Priority.P1, null)
                            .orElseThrow()
                            .pauses())
                    .containsExactly("access-refused");
        });
    }

    @Test
    void readsAPastMonthWithTheContractAsItThenWas() {
        Rooms.run(tenant, () -> {
            contracts.declareServiceLevels(List.of(level("standard", "4h")));
            contracts.declareContract(contract("infogerance", "2026-01-01", "2027-12-31", "access-refused"));
            rooms.advance(Duration.ofDays(30));
            assertThat(contracts.declareContract(contract("infogerance", "2026-01-01", "2027-12-31", "force-majeure")))
                    .containsExactly(Change.changed("contract", "infogerance"));
            assertThat(contracts.inForce(Rooms.START).orElseThrow().pauses()).containsExactly("access-refused");
            assertThat(contracts
                            .inForce(Rooms.START.plus(Duration.ofDays(30)))
                            .orElseThrow()
                            .pauses())
                    .containsExactly("force-majeure");
        });
    }

    @Test
    void refusesAContractThatEndsBeforeItBegins() {
        assertThatThrownBy(() ->
                        Rooms.in(tenant, () -> contracts.declareContract(contract("x", "2026-12-31", "2026-01-01"))))
                .isInstanceOf(Refused.class);
    }

    @Test
    void pausesForTheClientWhereNoContractSaysElse() {
        Rooms.run(tenant, () -> {
            contracts.declareServiceLevels(List.of(level("standard", "4h")));
            assertThat(contracts
                            .promiseFor("incident", Priority.P1, null)
                            .orElseThrow()
                            .pauses())
                    .containsExactly("waiting-for-client");
        });
    }
}
