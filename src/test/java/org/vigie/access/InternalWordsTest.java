package org.vigie.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.vigie.files.Files;
import org.vigie.knowledge.ArticleDraft;
import org.vigie.knowledge.ArticleState;
import org.vigie.knowledge.Articles;
import org.vigie.knowledge.Audience;
import org.vigie.knowledge.Language;
import org.vigie.knowledge.Wording;
import org.vigie.organization.People;
import org.vigie.servicedesk.Grade;
import org.vigie.servicedesk.Merges;
import org.vigie.servicedesk.NewTask;
import org.vigie.servicedesk.OpenTicket;
import org.vigie.servicedesk.Splitting;
import org.vigie.servicedesk.Tasks;
import org.vigie.servicedesk.TicketKind;
import org.vigie.servicedesk.TicketLinks;
import org.vigie.servicedesk.Tickets;
import org.vigie.servicedesk.Tie;
import org.vigie.servicedesk.time.NewTimeEntry;
import org.vigie.servicedesk.time.TimeEntries;
import org.vigie.shared.Actor;
import org.vigie.shared.Scope;
import org.vigie.shared.TenantId;
import org.vigie.shared.Words;

/**
 * What the desk keeps to itself never reaches the client's people: everything that is internal holds a marker of its own,
 * and every page and every answer of the API that these roles may ask for is read over.
 */
class InternalWordsTest {
    private static final Actor LEA = Actor.person(700, "Léa");
    private static final String SECRET = "SECRET-";
    private static final String VISIBLE = "VISIBLE-";

    /** Of the desk's work or of the machines: no secret to the client, but no word of the portal either. */
    private static final List<String> NOT_ON_PAGES =
            List.of("WORDING-", "ordinary-team", "ordinary-address", "ordinary-bearer", "ordinary-output");

    private static TwoClients clients;
    private static List<Caller> people;
    private static long ticket;
    private static final List<Long> mine = new ArrayList<>();
    private static long colleagues;
    private static final List<Long> closedArticles = new ArrayList<>();
    private static final List<UUID> closedFiles = new ArrayList<>();

    @BeforeAll
    static void plant() throws Exception {
        clients = new TwoClients();
        people = clients.callers.stream()
                .filter(one -> one.role() != null
                        && (one.name().contains("requester") || one.name().contains("client-manager")))
                .toList();
        ticket = Long.parseLong(clients.alpha.of(Kind.TICKET));
        clients.in("alpha", () -> {
            plantOnTickets();
            return null;
        });
        plantArticles();
    }

    @AfterAll
    static void close() {
        if (clients != null) {
            clients.close();
        }
    }

    private static void plantOnTickets() {
        Tickets tickets = clients.house.bean(Tickets.class);
        long person = clients.house
                .bean(People.class)
                .find("alpha-person")
                .orElseThrow()
                .id();
        tickets.askedBy(ticket, person, LEA);
        tickets.reply(ticket, SECRET + "note", true, LEA);
        tickets.reply(ticket, SECRET + "note with a file", true, List.of(file("with-note")), LEA);
        tickets.attach(ticket, file("attached"), true, LEA);
        tickets.note(ticket, Words.of("alert.noted", SECRET + "event"), Actor.automatic("probe"));
        clients.house.bean(Tasks.class).add(ticket, List.of(NewTask.of("", SECRET + "task")), LEA);
        clients.house
                .bean(TimeEntries.class)
                .book(ticket, new NewTimeEntry("remote", null, 15, true, SECRET + "time"), LEA);
        tickets.reply(ticket, VISIBLE + "answer", false, LEA);
        tickets.assign(ticket, "alpha-team", null, null, LEA);
        tickets.pause(ticket, "access-refused", "WORDING-of-a-wait", LEA);
        tickets.resume(ticket, LEA);
        tickets.restore(ticket, Instant.now(), Words.of("servicedesk.evidence.stated", "WORDING-of-evidence"), LEA);

        long merged = open("merged", person);
        tickets.reply(merged, SECRET + "note of a merged one", true, LEA);
        tickets.reply(merged, VISIBLE + "merged", false, LEA);
        clients.house.bean(Merges.class).merge(ticket, List.of(merged), true, LEA);
        long said = tickets.replyFromClient(ticket, VISIBLE + "something else", LEA);
        long split = clients.house.bean(Splitting.class).split(ticket, said, "else", TicketKind.REQUEST, LEA);
        tickets.reply(split, SECRET + "note of a split one", true, LEA);
        colleagues = open("COLLEAGUE-title", null);
        tickets.reply(colleagues, SECRET + "note of a colleague's", true, LEA);
        tickets.reply(colleagues, "COLLEAGUE-answer", false, LEA);
        clients.house.bean(TicketLinks.class).tie(ticket, Tie.RELATED_TO, colleagues, LEA);
        mine.addAll(List.of(ticket, merged, split));
    }

    private static UUID file(String name) {
        UUID file = clients.house
                .bean(Files.class)
                .add(
                        SECRET + name + ".txt",
                        new ByteArrayInputStream((SECRET + "bytes").getBytes(StandardCharsets.UTF_8)),
                        LEA)
                .id();
        closedFiles.add(file);
        return file;
    }

    private static long open(String title, @Nullable Long person) {
        return clients.house
                .bean(Tickets.class)
                .open(new OpenTicket(
                        TicketKind.INCIDENT,
                        null,
                        title,
                        "",
                        Grade.LOW,
                        Grade.LOW,
                        null,
                        null,
                        null,
                        null,
                        person,
                        null,
                        Instant.now(),
                        LEA));
    }

    private static void plantArticles() {
        closedArticles.add(article("of the staff", ArticleState.PUBLISHED, Audience.STAFF, null));
        closedArticles.add(article("not published", ArticleState.DRAFT, Audience.CLIENTS, null));
        closedArticles.add(article("withdrawn", ArticleState.WITHDRAWN, Audience.CLIENTS, null));
        closedArticles.add(
                article("of another client", ArticleState.PUBLISHED, Audience.CLIENT, clients.tenant("charlie")));
    }

    private static long article(String what, ArticleState state, Audience audience, @Nullable TenantId client) {
        var wording = new Wording(Language.EN, "printer " + SECRET + what, "printer " + SECRET + what);
        return clients.house
                .bean(Articles.class)
                .create(
                        clients.chief.viewer(),
                        new ArticleDraft(state, audience, client, null, List.of(wording), false));
    }

    @Test
    void noPageAndNoAnswerHoldsAWordOfTheDesk() {
        var problems = new ArrayList<String>();
        Map<String, Integer> read = new LinkedHashMap<>();
        for (Caller caller : people) {
            for (String address : addresses(caller)) {
                boolean page = !address.startsWith("/api/");
                Caller.Answer answer = caller.send(
                        new Route.Asked("GET", address, null, null, page ? "text/html" : "application/json"));
                if (answer.status() == 200) {
                    read.merge(caller.name(), 1, Integer::sum);
                }
                String all = answer.body() + answer.headers();
                if (all.contains(SECRET)) {
                    problems.add(caller + " reads in " + address + ": " + around(all, SECRET));
                }
                for (String word : NOT_ON_PAGES) {
                    if (address.startsWith("/portal") && all.contains(word)) {
                        problems.add(caller + " reads in " + address + ": " + around(all, word));
                    }
                }
                if (caller.name().contains("requester") && all.contains("COLLEAGUE-")) {
                    problems.add(caller + " reads in " + address + ": " + around(all, "COLLEAGUE-"));
                }
            }
        }
        assertThat(problems).isEmpty();
        assertThat(read).hasSize(people.size());
        assertThat(read.values()).as("pages read: " + read).allMatch(pages -> pages >= 12);
    }

    /** Every route that only reads, of alpha's own; and what the pages lead to. */
    private static List<String> addresses(Caller caller) {
        var addresses = new ArrayList<String>();
        for (Route route : Route.all(clients.house.context())) {
            if (!route.changes() && !route.pattern().equals("/live")) {
                addresses.add(new ForeignMatrix.Case(caller, route, List.of())
                        .asked(clients.alpha, clients.alpha)
                        .address());
            }
        }
        for (long number : mine) {
            addresses.add("/portal/tickets/" + number);
            addresses.add("/portal/tickets/" + number + "/received");
            addresses.add("/api/v1/portal/tickets/" + number);
            addresses.add("/api/v1/tickets/" + number);
            addresses.add("/api/v1/tickets/" + number + "/timeline");
            addresses.add("/api/v1/tickets/" + number + "/attachments");
        }
        for (String path : List.of(
                "/portal",
                "/portal/tickets?show=open&whose=all",
                "/portal/tickets?show=over&whose=all",
                "/portal/articles",
                "/portal/articles?q=printer",
                "/portal/articles/fitting?q=printer",
                "/portal/new?title=printer",
                "/api/v1/articles?q=printer",
                "/api/v1/tickets?q=note")) {
            addresses.add(path);
        }
        closedArticles.forEach(article -> addresses.add("/portal/articles/" + article));
        closedFiles.forEach(file -> addresses.add("/portal/tickets/" + ticket + "/attachments/" + file));
        return addresses;
    }

    private static String around(String text, String word) {
        int at = text.indexOf(word);
        return text.substring(Math.max(0, at - 60), Math.min(text.length(), at + 60));
    }

    /** Else the test above would hold of empty pages. */
    @Test
    void whatIsSaidToTheClientIsThere() {
        for (String name : List.of("alpha.requester", "alpha.client-manager")) {
            Caller caller = clients.caller(name);
            assertThat(caller.get("/portal/tickets/" + ticket).body())
                    .contains(VISIBLE + "answer", VISIBLE + "merged", VISIBLE + "something else");
            assertThat(caller.get("/portal/tickets").body()).contains("/portal/tickets/" + ticket);
        }
    }

    @Test
    void whatIsNotTheirsIsNotThere() {
        Caller requester = clients.caller("alpha.requester");
        Caller manager = clients.caller("alpha.client-manager");
        assertThat(manager.get("/portal/tickets/" + colleagues).status()).isEqualTo(200);
        for (String path : List.of(
                "/portal/tickets/" + colleagues,
                "/portal/tickets/" + colleagues + "/received",
                "/api/v1/portal/tickets/" + colleagues)) {
            assertThat(requester.get(path).status()).as(path).isEqualTo(404);
        }
        for (Caller caller : List.of(requester, manager)) {
            closedArticles.forEach(article -> assertThat(
                            caller.get("/portal/articles/" + article).status())
                    .isEqualTo(404));
            closedFiles.forEach(file -> assertThat(caller.get("/portal/tickets/" + ticket + "/attachments/" + file)
                            .status())
                    .isEqualTo(404));
            for (String console : List.of(
                    "/tickets",
                    "/tickets/" + ticket,
                    "/tickets/new",
                    "/articles",
                    "/alerts",
                    "/services",
                    "/clients")) {
                assertThat(caller.get(console).status()).as(console).isEqualTo(404);
            }
        }
        for (String deed : List.of("messages", "confirmation")) {
            var asked = new Route.Asked(
                    "POST",
                    "/portal/tickets/" + colleagues + "/" + deed,
                    "text=hello",
                    "application/x-www-form-urlencoded",
                    "text/html");
            assertThat(requester.send(asked).status()).as(deed).isEqualTo(404);
        }
        assertThat(Scope.of(clients.tenant("alpha"))
                        .call(() -> clients.house.bean(Tickets.class).timeline(colleagues, true)))
                .noneMatch(line -> String.valueOf(line.body()).contains("hello"));
    }
}
