package org.vigie.declaration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.vigie.audit.AuditEntry;
import org.vigie.audit.AuditFilter;
import org.vigie.audit.AuditTrail;
import org.vigie.organization.Clients;
import org.vigie.server.WholeHouse;
import org.vigie.shared.Actor;
import org.vigie.shared.Refused;
import org.vigie.shared.Scope;

/** One object at a time, on the way that every declaration goes. */
class EditTest {
    private static final String CLIENT = "menuiserie-arvor";
    private static final Actor ALICE = Actor.person(7, "Alice Martin");

    private static WholeHouse house;
    private static Declarations declarations;

    @BeforeAll
    static void open() throws IOException {
        house = WholeHouse.open(Map.of("vigie.jobs.enabled", false, "vigie.monitoring.watch.enabled", false));
        declarations = house.bean(Declarations.class);
        declarations.apply(Files.readString(Path.of("examples", "pme.yaml")), false, Actor.automatic("test"), null);
    }

    @AfterAll
    static void close() {
        house.close();
    }

    @Test
    void everyObjectSavedAsItIsChangesNothing() {
        Document document = document();
        for (Kind kind : Kind.ALL) {
            for (String key : document.keys(kind)) {
                var object = document.get(kind, key);
                var outcome = edit(Edit.change(kind.section(), key, Document.tag(object), object));
                assertThat(outcome).as(kind.section() + " " + key).isEqualTo(Declarations.Outcome.nothing());
            }
        }
    }

    @Test
    void changesOneObjectAndSaysSoInTheAuditTrail() {
        var old = object("sites", "quimper");
        var outcome = edit(Edit.change("sites", "quimper", Document.tag(old), with(old, "name", "Siège")));
        assertThat(outcome.changed()).containsExactly("sites/quimper");
        assertThat(outcome.created()).isEmpty();
        assertThat(outcome.retired()).isEmpty();

        AuditEntry entry =
                inClient(() -> house.bean(AuditTrail.class).list(AuditFilter.everything(), null, 50)).items().stream()
                        .filter(one -> one.verb().equals("declaration.changed"))
                        .findFirst()
                        .orElseThrow();
        assertThat(entry.who()).isEqualTo("Alice Martin");
        assertThat(entry.subject()).isEqualTo("sites quimper of client " + CLIENT);
        assertThat(entry.details().get("before")).contains("Siège de Quimper");
        assertThat(entry.details().get("after")).contains("\"Siège\"");
    }

    @Test
    void neverOverwritesWhatSomebodyChangedInBetween() {
        var seen = object("sites", "atelier-briec");
        edit(Edit.change("sites", "atelier-briec", Document.tag(seen), with(seen, "name", "Atelier nord")));
        var refused = catchThrowableOfType(
                Refused.class,
                () -> edit(Edit.change("sites", "atelier-briec", Document.tag(seen), with(seen, "name", "Mine"))));
        assertThat(refused.kind()).isEqualTo(Refused.Kind.STALE);
        assertThat(object("sites", "atelier-briec").get("name")).isEqualTo("Atelier nord");
    }

    @Test
    void twoPeopleWhoEditDifferentObjectsAtOnceBothSucceed() throws Exception {
        try (var people = Executors.newFixedThreadPool(2)) {
            for (int round = 0; round < 10; round++) {
                var tasks = List.of(rename("scie", "Scie " + round), rename("coeur", "Cœur " + round));
                for (var done : people.invokeAll(tasks)) {
                    done.get();
                }
                assertThat(object("assets", "scie").get("name")).isEqualTo("Scie " + round);
                assertThat(object("assets", "coeur").get("name")).isEqualTo("Cœur " + round);
            }
        }
    }

    private static Callable<Declarations.Outcome> rename(String key, String name) {
        var old = object("assets", key);
        return () -> edit(Edit.change("assets", key, Document.tag(old), with(old, "name", name)));
    }

    @Test
    void namesTheFieldOfTheEditThatIsWrong() {
        var old = object("checks", "erp-http");
        var http = new LinkedHashMap<String, Object>(Map.of("url", "ftp://nowhere"));
        assertThat(errors(Edit.change("checks", "erp-http", Document.tag(old), with(old, "http", http))))
                .containsExactly("edits[0].http.url probe.rule.scheme");
        var site = object("sites", "quimper");
        assertThat(errors(Edit.change("sites", "quimper", Document.tag(site), with(site, "calendar", "none"))))
                .containsExactly("edits[0].calendar refusal.declaration.dangling");
        assertThat(errors(Edit.create("sites", Map.of("key", "quimper", "name", "Encore"))))
                .containsExactly("edits[0].key refusal.declared-twice");
        assertThat(errors(Edit.create("calendars", Map.of("key", "vide", "timezone", "Europe/Paris"))))
                .containsExactly("edits[0].week calendar.invalid.missing");
        assertThat(errors(Edit.create(
                        "windows", Map.of("key", "w", "rule", "SOMETIMES", "start", "22:00", "lasts", "1h"))))
                .containsExactly("edits[0].rule refusal.maintenance.rule");
    }

    @Test
    void knowsWhatDependsOnAnObjectAndRetiresWhatNothingNeeds() {
        assertThat(document().referencesTo(Kind.of("teams").orElseThrow(), "systemes"))
                .extracting(reference -> reference.section() + "/" + reference.key() + " " + reference.field())
                .contains("people/nolwenn-caradec teams", "on-call/systemes team", "response/2 team");
        edit(Edit.create("teams", Map.of("key", "passage", "name", "Passage", "level", 1)));
        var passing = object("teams", "passage");
        assertThat(edit(Edit.retire("teams", "passage", Document.tag(passing))).retired())
                .containsExactly("teams/passage");
        var team = object("teams", "systemes");
        assertThat(errors(Edit.retire("teams", "systemes", Document.tag(team)))).isNotEmpty();
        assertThat(object("teams", "systemes")).isEqualTo(team);
    }

    @Test
    void aContractIsMadeAndRetired() {
        declarations.edit(
                "passager",
                List.of(Edit.create("client", Map.of("client", "passager", "name", "Passager"))),
                false,
                ALICE);
        declarations.edit(
                "passager", List.of(Edit.create("contract", Map.of("key", "c1", "from", "2026-01-01"))), false, ALICE);
        var tenant = Scope.of(house.bean(Clients.class).idOf("passager"));
        var contract = tenant.call(() -> declarations.document("passager")).get(Kind.CONTRACT, "c1");
        var outcome = declarations.edit(
                "passager", List.of(Edit.retire("contract", "c1", Document.tag(contract))), false, ALICE);
        assertThat(outcome.retired()).containsExactly("contract/c1");
        assertThat(tenant.call(() -> declarations.document("passager")).objects(Kind.CONTRACT))
                .isEmpty();
    }

    @Test
    void movesARuleToItsPlace() {
        declarations.apply(
                "client: ordre\nname: Ordre\nresponse:\n  - {open: incident}\n  - {when: {severity: critical}}\n",
                false,
                ALICE,
                null);
        var tenant = Scope.of(house.bean(Clients.class).idOf("ordre"));
        var last = tenant.call(() -> declarations.document("ordre")).get(Kind.RULE, "2");
        declarations.edit(
                "ordre",
                List.of(Edit.change("response", "2", Document.tag(last), last).at(0)),
                false,
                ALICE);
        assertThat(tenant.call(() -> declarations.document("ordre")).get(Kind.RULE, "1"))
                .isEqualTo(last);
    }

    @Test
    void readsAnObjectAsItWouldReadItsText() {
        String text = inClient(() -> declarations.export(CLIENT));
        var fromText = new DeclarationReader(YamlText.read(text).getFirst()).read();
        var fromObject =
                new DeclarationReader((Value.Fields) Value.of(document().fields())).read();
        assertThat(fromObject).isEqualTo(fromText);
    }

    private static List<String> errors(Edit edit) {
        var refused = catchThrowableOfType(Refused.class, () -> edit(edit));
        return refused.errors().stream()
                .map(error -> error.field() + " " + error.rule().code())
                .toList();
    }

    private static Map<String, Object> with(Map<String, Object> object, String name, Object value) {
        var changed = new LinkedHashMap<>(object);
        changed.put(name, value);
        return changed;
    }

    private static Declarations.Outcome edit(Edit edit) {
        return declarations.edit(CLIENT, List.of(edit), false, ALICE);
    }

    private static Map<String, Object> object(String section, String key) {
        return document().get(Kind.of(section).orElseThrow(), key);
    }

    private static Document document() {
        return inClient(() -> declarations.document(CLIENT));
    }

    private static <T> T inClient(Supplier<T> work) {
        return Scope.of(house.bean(Clients.class).idOf(CLIENT)).call(work);
    }
}
