package org.vigie.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.vigie.api.ContractHouse.ask;
import static org.vigie.api.ContractHouse.delete;
import static org.vigie.api.ContractHouse.get;
import static org.vigie.api.ContractHouse.post;
import static org.vigie.api.ContractHouse.put;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.vigie.api.ContractHouse.Answer;
import org.vigie.organization.Clients;
import org.vigie.organization.People;
import org.vigie.organization.PersonDeclaration;
import org.vigie.shared.Scope;
import tools.jackson.databind.JsonNode;

/** {@code /tickets} and one resource a verb. */
@ExtendWith(ContractHouse.class)
class TicketContractTest {
    private static final String TICKETS = "/api/v1/tickets";

    private static Answer opened(String more, String... headers) {
        return titled("Site muet", more, headers);
    }

    private static Answer titled(String title, String more, String... headers) {
        Answer answer = post(
                "sami",
                TICKETS,
                "{\"client\":\"boutique\",\"title\":\"" + title + "\"" + (more.isEmpty() ? "" : "," + more) + "}",
                headers);
        assertThat(answer.status()).as(answer.text()).isEqualTo(201);
        return answer;
    }

    private static String path(Answer opened) {
        return TICKETS + "/" + opened.json().path("number").asLong();
    }

    @Test
    void aTicketIsOpenedWithItsClocks() {
        Answer opened = opened(
                "\"kind\":\"incident\",\"impact\":\"high\",\"urgency\":\"high\",\"asset\":\"web-1\",\"service\":\"shop\",\"site\":\"lyon\"");
        JsonNode ticket = opened.json();
        assertThat(opened.header("Location")).isEqualTo(path(opened));
        assertThat(get("sami", path(opened)).etag()).isEqualTo(opened.etag());
        assertThat(ticket.path("priority").asString()).isEqualTo("P1");
        assertThat(ticket.path("client").asString()).isEqualTo("boutique");
        assertThat(ticket.path("alerts").isArray()).isTrue();
        var clocks = new ArrayList<String>();
        ticket.path("clocks").forEach(clock -> {
            clocks.add(
                    clock.path("name").asString() + " " + clock.path("target").asString() + " "
                            + clock.path("calendar").asString() + " "
                            + clock.path("state").asString());
            assertThat(clock.path("startedAt").asString())
                    .isEqualTo(ticket.path("openedAt").asString())
                    .endsWith("Z");
            assertThat(Duration.parse(clock.path("elapsed").asString())).isLessThan(Duration.ofMinutes(5));
            assertThat(clock.path("stoppedAt").isNull()).isTrue();
            assertThat(Instant.parse(clock.path("dueAt").asString()))
                    .isAfter(Instant.parse(ticket.path("openedAt").asString()));
        });
        assertThat(clocks)
                .containsExactly(
                        "respond PT15M h24 running", "restore PT4H h24 running", "resolve 2 working-days h24 running");
    }

    @Test
    void theVerbsMoveItAndEachGivesTheNextTag() {
        Answer opened = opened("\"impact\":\"high\",\"urgency\":\"high\",\"service\":\"shop\"");
        String path = path(opened);
        Answer edited = ask("sami", "PATCH", path, "{\"title\":\"Site lent\"}", "If-Match", opened.etag());
        assertThat(edited.json().path("title").asString()).isEqualTo("Site lent");
        assertThat(edited.etag())
                .isNotEqualTo(opened.etag())
                .isEqualTo(get("sami", path).etag());
        assertThat(ask("sami", "PATCH", path, "{\"title\":\"x\"}", "If-Match", opened.etag())
                        .status())
                .isEqualTo(412);
        assertThat(ask("sami", "PATCH", path, "{\"title\":\"x\"}", "If-Match", "nonsense")
                        .status())
                .isEqualTo(412);

        Answer taken =
                put("sami", path + "/assignment", "{\"team\":\"n2\",\"assignee\":\"sami\"}", "If-Match", edited.etag());
        assertThat(taken.json().path("state").asString()).isEqualTo("assigned");
        assertThat(taken.json().path("level").asInt()).isEqualTo(2);
        assertThat(clock(taken, "respond").path("state").asString()).isEqualTo("met");
        assertThat(put("sami", path + "/assignment", "{\"team\":\"n1\"}", "If-Match", edited.etag())
                        .status())
                .isEqualTo(412);

        Answer waiting = post("sami", path + "/waiting", "{\"reason\":\"waiting-for-client\",\"note\":\"Qui ?\"}");
        assertThat(waiting.json().path("state").asString()).isEqualTo("waiting");
        assertThat(waiting.json().path("waitingReason").asString()).isEqualTo("waiting-for-client");
        assertThat(clock(waiting, "restore").path("state").asString()).isEqualTo("paused");
        assertThat(clock(waiting, "restore").path("dueAt").isNull()).isTrue();
        Answer resumed = delete("sami", path + "/waiting");
        assertThat(clock(resumed, "restore").path("state").asString()).isEqualTo("running");
        assertThat(clock(resumed, "restore").path("dueAt").isNull()).isFalse();

        Answer restored = put(
                "sami",
                path + "/restoration",
                "{\"evidence\":\"Trois commandes passées\"}",
                "If-Match",
                resumed.etag());
        assertThat(clock(restored, "restore").path("state").asString()).isEqualTo("met");
        Answer resolved = post("sami", path + "/resolution", "{\"solution\":\"Relancé\"}");
        assertThat(resolved.json().path("state").asString()).isEqualTo("resolved");
        assertThat(resolved.json().path("resolvedAt").isNull()).isFalse();
        assertThat(resolved.etag()).isEqualTo(get("sami", path).etag());
        Answer reopened = delete("sami", path + "/resolution?reason=Encore");
        assertThat(reopened.json().path("state").asString()).isEqualTo("assigned");

        var kinds = new ArrayList<String>();
        get("sami", path + "/timeline")
                .items()
                .forEach(entry -> kinds.add(entry.path("kind").asString()));
        assertThat(kinds)
                .contains("opened", "edited", "assigned", "waiting", "resumed", "restored", "resolved", "reopened");
    }

    private static JsonNode clock(Answer answer, String name) {
        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        return StreamSupport.stream(answer.json().path("clocks").spliterator(), false)
                .filter(clock -> clock.path("name").asString().equals(name))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void aDeadlineSaysWhyItIsThat() {
        Answer opened = opened("\"impact\":\"high\",\"urgency\":\"high\",\"service\":\"shop\"");
        post("sami", path(opened) + "/waiting", "{\"reason\":\"waiting-for-client\"}");
        delete("sami", path(opened) + "/waiting");
        JsonNode why = get("sami", path(opened) + "/clocks/restore/explanation").json();
        assertThat(why.path("clock").path("calendarVersion").asInt()).isPositive();
        assertThat(why.path("target").asString()).isEqualTo("PT4H");
        assertThat(why.path("source").asString()).contains("standard");
        assertThat(why.path("counted").size()).isPositive();
        assertThat(why.path("pauses").path(0).path("reason").asString()).isEqualTo("waiting-for-client");
        assertThat(why.path("pauses").path(0).path("by").asString()).isEqualTo("sami");
        assertThat(why.path("pauses").path(0).path("counts").asBoolean()).isTrue();
        assertThat(get("sami", path(opened) + "/clocks/none/explanation").status())
                .isEqualTo(404);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"client\":\"boutique\"} | title refusal.required",
                "{\"client\":\"boutique\",\"title\":\" \"} | title refusal.ticket.blank",
                "{\"title\":\"x\",\"titel\":\"y\"} | titel refusal.body.unknown",
                "{\"title\":5} | title refusal.body.field",
                "{\"title\":true} | title refusal.body.field",
                "{\"title\":[\"x\"]} | title refusal.body.field",
                "{\"title\":\"x\",\"openedAt\":1} | openedAt refusal.body.field",
                "{\"title\":\"x\",\"openedAt\":\"yesterday\"} | openedAt refusal.body.field",
                "{\"title\":\"x\",\"openedAt\":\"9999-01-01T00:00:00Z\"} | openedAt refusal.ticket.future",
                "{\"title\":\"x\",\"openedAt\":\"0001-01-01T00:00:00Z\"} | openedAt refusal.ticket.past",
                "{\"title\":\"x\\u0000\"} | title refusal.body.field",
                "{\"title\":\"x\\ud800\"} | title refusal.body.field",
                "{\"title\":\"x\",\"impact\":\"huge\"} | impact refusal.choice",
                "{\"title\":\"x\",\"kind\":\"Incident\"} | kind refusal.choice",
                "{\"title\":\"x\",\"asset\":\"none\"} | asset refusal.ticket.asset",
                "{\"title\":\"x\",\"service\":\"none\"} | service refusal.ticket.service",
                "{\"title\":\"x\",\"site\":\"none\"} | site refusal.ticket.site",
                "{\"title\":\"x\",\"team\":\"none\"} | team refusal.ticket.team",
            })
    void refusesATicketByFieldAndRule(String body, String error) {
        Answer refused = post("sami", TICKETS, body);
        assertThat(refused.status()).as(refused.text()).isEqualTo(400);
        assertThat(refused.error()).isEqualTo(error);
        assertThat(refused.json().path("errors").path(0).path("message").asString())
                .isNotBlank();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "PUT | assignment | {\"assignee\":\"nobody\"} | assignee refusal.assignee",
                "PUT | assignment | {\"team\":\"none\"} | team refusal.ticket.team",
                "PUT | assignment | {\"asignee\":\"sami\"} | asignee refusal.body.unknown",
                "POST | waiting | {} | reason refusal.required",
                "PUT | restoration | {} | evidence refusal.required",
                "PUT | restoration | {\"evidence\":\"x\",\"since\":\"2030-01-01T00:00:00Z\"} | since refusal.ticket.restored-when",
                "PUT | restoration | {\"evidence\":\"x\",\"since\":\"2020-01-01T00:00:00Z\"} | since refusal.ticket.restored-when",
                "POST | resolution | {} | solution refusal.required",
                "POST | messages | {\"text\":\" \"} | text refusal.ticket.blank",
            })
    void refusesAVerbByFieldAndRule(String method, String verb, String body, String error) {
        Answer refused = ask("sami", method, path(opened("")) + "/" + verb, body);
        assertThat(refused.status()).as(refused.text()).isEqualTo(400);
        assertThat(refused.error()).isEqualTo(error);
    }

    @Test
    void whatIsNotThereOrNotTheirsAnswers404() {
        Answer foreign = post("admin", TICKETS, "{\"client\":\"mairie\",\"title\":\"Ailleurs\"}");
        String path = path(foreign);
        assertThat(get("sami", path).status()).isEqualTo(404);
        assertThat(get("sami", path + "/timeline").status()).isEqualTo(404);
        assertThat(ask("sami", "PATCH", path, "{\"title\":\"x\"}").status()).isEqualTo(404);
        assertThat(post("sami", path + "/messages", "{\"text\":\"x\"}").status())
                .isEqualTo(404);
        assertThat(post("sami", TICKETS, "{\"client\":\"mairie\",\"title\":\"x\"}")
                        .status())
                .isEqualTo(404);
        assertThat(post("sami", TICKETS, "{\"client\":\"none\",\"title\":\"x\"}")
                        .status())
                .isEqualTo(404);
        assertThat(get("sami", TICKETS + "/99999999999999999999").status()).isEqualTo(404);
        assertThat(get("sami", TICKETS + "/abc").status()).isEqualTo(404);
        assertThat(ask("durand", "PATCH", path(opened("")), "{\"title\":\"x\"}").status())
                .isEqualTo(404);
    }

    @Test
    void everyFilterAndEverySortChooses() {
        String word = "quetzalcoatl";
        long first = titled(word, "\"impact\":\"low\",\"urgency\":\"low\"")
                .json()
                .path("number")
                .asLong();
        long second = titled(word, "\"impact\":\"high\",\"urgency\":\"high\",\"asset\":\"nas-1\",\"kind\":\"request\"")
                .json()
                .path("number")
                .asLong();
        put("sami", TICKETS + "/" + second + "/assignment", "{\"team\":\"n2\",\"assignee\":\"sami\"}");
        String some = "?client=boutique&q=" + word;
        assertThat(numbers(some)).containsExactly(second, first);
        assertThat(numbers(some + "&sort=newest")).containsExactly(second, first);
        assertThat(numbers(some + "&sort=oldest")).containsExactly(first, second);
        assertThat(numbers(some + "&sort=priority")).containsExactly(second, first);
        assertThat(numbers(some + "&sort=updated")).containsExactly(second, first);
        assertThat(numbers(some + "&sort=due")).containsExactlyInAnyOrder(first, second);
        assertThat(numbers(some + "&kind=request")).containsExactly(second);
        assertThat(numbers(some + "&state=new")).containsExactly(first);
        assertThat(numbers(some + "&state=new&state=assigned")).containsExactly(second, first);
        assertThat(numbers(some + "&priority=P1")).containsExactly(second);
        assertThat(numbers(some + "&team=n2")).containsExactly(second);
        assertThat(numbers(some + "&assignee=sami")).containsExactly(second);
        assertThat(numbers(some + "&asset=nas-1")).containsExactly(second);
        assertThat(numbers("?q=" + word)).containsExactly(second, first);
        for (String bad : List.of("kind=x", "state=x", "priority=P9", "sort=x", "asset=none", "limit=x")) {
            Answer refused = get("sami", TICKETS + "?client=boutique&" + bad);
            assertThat(refused.status()).as(bad).isEqualTo(400);
            assertThat(refused.error()).startsWith(bad.substring(0, bad.indexOf('=')) + " ");
        }
    }

    private static List<Long> numbers(String query) {
        var numbers = new ArrayList<Long>();
        get("sami", TICKETS + query)
                .items()
                .forEach(one -> numbers.add(one.path("number").asLong()));
        return numbers;
    }

    @Test
    void pagesNeitherSkipNorRepeatWhileTicketsAreOpened() {
        for (int i = 0; i < 5; i++) {
            titled("Pagination", "");
        }
        var seen = new ArrayList<Long>();
        String next = null;
        do {
            Answer page = get(
                    "sami", TICKETS + "?q=Pagination&sort=newest&limit=2" + (next == null ? "" : "&cursor=" + next));
            page.items().forEach(one -> seen.add(one.path("number").asLong()));
            titled("Pagination", "");
            next = page.json().path("next").isNull()
                    ? null
                    : page.json().path("next").asString();
        } while (next != null);
        assertThat(seen).hasSize(5).doesNotHaveDuplicates().isSortedAccordingTo((a, b) -> Long.compare(b, a));
    }

    @Test
    void aKeyMakesAPostOnceAndAnswersTheSameAgain() {
        String key = "contract-" + System.nanoTime();
        String body = "{\"client\":\"boutique\",\"title\":\"Une fois\"}";
        Answer first = post("sami", TICKETS, body, "Idempotency-Key", key);
        String path = path(first);
        ask("sami", "PATCH", path, "{\"title\":\"Autrement\"}");
        Answer again = post("sami", TICKETS, body, "Idempotency-Key", key);
        assertThat(again.status()).isEqualTo(201);
        assertThat(again.text()).isEqualTo(first.text());
        assertThat(again.header("Location")).isEqualTo(path);
        assertThat(again.etag()).isEqualTo(first.etag());
        Answer other = post("sami", TICKETS, "{\"client\":\"boutique\",\"title\":\"Autre\"}", "Idempotency-Key", key);
        assertThat(other.status()).isEqualTo(409);
        // The key is this account's: another's request under it is their own.
        assertThat(path(post("admin", TICKETS, body, "Idempotency-Key", key))).isNotEqualTo(path);
        assertThat(post("sami", TICKETS, body, "Idempotency-Key", "k".repeat(201))
                        .error())
                .isEqualTo("Idempotency-Key refusal.idempotency.shape");

        String say = path + "/messages";
        assertThat(post("sami", say, "{\"text\":\"Vu\"}", "Idempotency-Key", key + "m")
                        .text())
                .isEqualTo(post("sami", say, "{\"text\":\"Vu\"}", "Idempotency-Key", key + "m")
                        .text());
        for (String verb :
                List.of("waiting {\"reason\":\"waiting-for-client\"}", "resolution {\"solution\":\"Fait\"}")) {
            String address = path + "/" + verb.substring(0, verb.indexOf(' '));
            String wanted = verb.substring(verb.indexOf(' ') + 1);
            Answer done = post("sami", address, wanted, "Idempotency-Key", key + address);
            delete("sami", address);
            Answer repeated = post("sami", address, wanted, "Idempotency-Key", key + address);
            assertThat(repeated.text()).isEqualTo(done.text());
            assertThat(get("sami", path).json().path("state").asString()).isNotIn("waiting", "resolved");
        }
    }

    @Test
    void twinsMakeOneTicket() throws Exception {
        String key = "twins-" + System.nanoTime();
        var twins = new ArrayList<Callable<Answer>>();
        for (int i = 0; i < 6; i++) {
            twins.add(() ->
                    post("sami", TICKETS, "{\"client\":\"boutique\",\"title\":\"Jumeaux\"}", "Idempotency-Key", key));
        }
        var numbers = new TreeSet<Long>();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (var answer : threads.invokeAll(twins)) {
                assertThat(answer.get().status()).isEqualTo(201);
                numbers.add(answer.get().json().path("number").asLong());
            }
        }
        assertThat(numbers).hasSize(1);
    }

    @Test
    void aClientsPeopleSeeNeitherNotesNorAlertsAndOpenForThemselves() {
        Answer opened = opened("");
        post("sami", path(opened) + "/messages", "{\"text\":\"mot de passe oublié\",\"internal\":true}");
        assertThat(get("durand", path(opened) + "/timeline").text()).doesNotContain("mot de passe");
        assertThat(post("durand", path(opened) + "/messages", "{\"text\":\"x\",\"internal\":true}")
                        .error())
                .isEqualTo("internal refusal.internal");
        assertThat(post("durand", TICKETS, "{\"title\":\"x\",\"team\":\"n2\"}").error())
                .isEqualTo("team refusal.staff-only");
        assertThat(post("durand", TICKETS, "{\"title\":\"x\",\"requesterKey\":\"y\"}")
                        .error())
                .isEqualTo("requesterKey refusal.staff-only");
        assertThat(post("sami", TICKETS, "{\"client\":\"boutique\",\"title\":\"x\",\"requesterKey\":\"y\"}")
                        .error())
                .isEqualTo("requesterKey refusal.ticket.person");
        assertThat(post("durand", TICKETS, "{\"title\":\"x\"}")
                        .json()
                        .path("requester")
                        .asString())
                .isEqualTo("durand");
    }

    @Test
    void aPersonAsksAndOthersFollow() {
        var boutique = Scope.across("a test")
                .call(() -> ContractHouse.house().bean(Clients.class).find("boutique"))
                .orElseThrow()
                .id();
        Scope.of(boutique).run(() -> {
            var people = ContractHouse.house().bean(People.class);
            people.put(new PersonDeclaration(
                    "le-goff", "Mme Le Goff", "legoff@boutique.example", Locale.FRENCH, new TreeSet<>()));
            people.put(new PersonDeclaration("petit", "M. Petit", null, Locale.FRENCH, new TreeSet<>()));
        });
        Answer opened = opened("\"requesterKey\":\"le-goff\"");
        assertThat(opened.json().path("requester").asString()).isEqualTo("Mme Le Goff");
        String watchers = path(opened) + "/watchers";

        assertThat(put("sami", watchers + "/petit", "").status()).isEqualTo(204);
        assertThat(put("sami", watchers + "/petit", "").status()).isEqualTo(204);
        assertThat(get("sami", watchers).items().size()).isEqualTo(1);
        assertThat(get("sami", watchers).items().path(0).path("name").asString())
                .isEqualTo("M. Petit");
        assertThat(get("durand", path(opened) + "/timeline").text()).contains("M. Petit");
        assertThat(put("sami", watchers + "/nobody", "").status()).isEqualTo(404);
        assertThat(get("durand", watchers).status()).isEqualTo(404);
        assertThat(delete("sami", watchers + "/petit").status()).isEqualTo(204);
        assertThat(get("sami", watchers).items().isEmpty()).isTrue();

        Answer changed = ask("sami", "PATCH", path(opened), "{\"requesterKey\":\"petit\"}");
        assertThat(changed.json().path("requesterKey").asString()).isEqualTo("petit");
        assertThat(changed.json().path("requester").asString()).isEqualTo("M. Petit");
        assertThat(ask("sami", "PATCH", path(opened), "{\"title\":\"Autre\",\"requesterKey\":\"nobody\"}")
                        .error())
                .isEqualTo("requesterKey refusal.ticket.person");
        assertThat(get("sami", path(opened)).json().path("title").asString()).isEqualTo("Site muet");
        assertThat(ask("sami", "PATCH", path(opened), "{\"requesterKey\":\"\"}")
                        .json()
                        .path("requesterKey")
                        .isNull())
                .isTrue();
    }
}
