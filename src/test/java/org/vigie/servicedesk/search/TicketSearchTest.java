package org.vigie.servicedesk.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.vigie.servicedesk.Desk.BOUTIQUE;
import static org.vigie.servicedesk.Desk.CLIENT;
import static org.vigie.servicedesk.Desk.LEA;
import static org.vigie.servicedesk.Desk.MAIRIE;

import java.io.ByteArrayInputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.vigie.files.Files;
import org.vigie.identity.Role;
import org.vigie.identity.Viewer;
import org.vigie.servicedesk.Desk;
import org.vigie.servicedesk.Grade;
import org.vigie.servicedesk.OpenTicket;
import org.vigie.servicedesk.TicketKind;
import org.vigie.shared.Refused;
import org.vigie.shared.TenantId;

/** By which words a ticket is found, by whom, and where it says that they stand. */
class TicketSearchTest {
    private static final Viewer CHIEF = viewer(1, "Chef", Role.ADMINISTRATOR, true);
    private static final Viewer SAMI = viewer(2, "Sami", Role.TECHNICIAN, false, BOUTIQUE);
    private static final Viewer TWO = viewer(3, "Deux", Role.TECHNICIAN, false, BOUTIQUE, MAIRIE);
    private static final Viewer BOSS = viewer(4, "Gérante", Role.CLIENT_MANAGER, false, BOUTIQUE);
    private static final Viewer MAIRE = viewer(5, "Maire", Role.CLIENT_MANAGER, false, MAIRIE);
    private static final Viewer ALICE = viewer(6, "Alice", Role.REQUESTER, false, BOUTIQUE);

    private static Desk desk;
    private static TicketSearch search;

    private static Viewer viewer(long account, String name, Role role, boolean every, TenantId... clients) {
        return new Viewer(account, name, name, role, Locale.FRENCH, every, new TreeSet<>(List.of(clients)));
    }

    @BeforeAll
    static void open() {
        desk = new Desk(Map.of());
        search = desk.house.get(TicketSearch.class);
    }

    @AfterAll
    static void close() {
        desk.close();
    }

    @BeforeEach
    void empty() {
        JdbcClient.create(desk.house.database.owner())
                .sql("truncate servicedesk.ticket, servicedesk.known_word, servicedesk.fresh_words cascade")
                .update();
    }

    private static long ticket(TenantId tenant, String title, String description) {
        return desk.house.in(
                tenant,
                () -> desk.tickets()
                        .open(new OpenTicket(
                                TicketKind.INCIDENT,
                                null,
                                title,
                                description,
                                Grade.LOW,
                                Grade.LOW,
                                null,
                                null,
                                null,
                                null,
                                null,
                                null,
                                desk.time.instant(),
                                LEA)));
    }

    private static long ticket(String title, String description) {
        return ticket(BOUTIQUE, title, description);
    }

    private static void say(long number, String text, boolean internal) {
        desk.run(() -> desk.tickets().reply(number, text, internal, LEA));
    }

    private static UUID file(String name, byte[] content) {
        return desk.in(() -> desk.house
                .get(Files.class)
                .add(name, new ByteArrayInputStream(content), LEA)
                .id());
    }

    private static void attach(long number, String name, byte[] content, boolean internal) {
        UUID file = file(name, content);
        desk.run(() -> desk.tickets().attach(number, file, internal, LEA));
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static TicketsFound find(Viewer viewer, String typed) {
        return viewer.scope().call(() -> search.find(viewer, typed, null, 50));
    }

    private static List<Long> found(Viewer viewer, String typed) {
        return find(viewer, typed).hits().stream().map(TicketHit::number).toList();
    }

    private static TicketHit only(Viewer viewer, String typed) {
        TicketsFound found = find(viewer, typed);
        assertThat(found.hits()).as(typed).hasSize(1);
        return found.hits().getFirst();
    }

    private static String marked(List<Piece> pieces) {
        return pieces.stream()
                .map(piece -> piece.found() ? "[" + piece.text() + "]" : piece.text())
                .collect(Collectors.joining());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            L’imprimante du hall n’imprime plus  | imprimante
            L'imprimante du hall                 | l’imprimante
            L'imprimante du hall                 | l'imprimantes
            Imprimantes hors ligne               | IMPRIMANTE
            Réseau très lent                     | reseau lent
            Reseau coupé                         | réseaux coupés
            Le Wi-Fi ne marche plus              | wifi
            Le wifi ne marche plus               | wi-fi
            Le Wi‑Fi ne marche plus              | Wi-Fi
            Messages lost since the migration    | lost messages
            The printers were jamming            | printer jammed
            Erreur 0x80070005 au démarrage       | 0X80070005
            Mise à jour KB5034441 en échec       | kb5034441
            Plus de réponse de 192.168.10.1.     | 192.168.10.1
            Boîte jean.dupont@exemple.fr pleine  | jean.dupont@exemple.fr
            Boîte jean.dupont@exemple.fr pleine  | dupont
            Serveur SRV-WEB-01 éteint            | srv-web-01
            Cœur de réseau en panne              | coeur
            Sauvegarde en échec                  | la sauvegarde de
            """)
    void wordsAreFoundByTheirStemWithoutAccentsAndHoweverTheyAreJoined(String title, String typed) {
        long number = ticket(title, "");
        ticket("Tout autre chose", "rien à voir avec 10 et 168 et 192");

        assertThat(found(SAMI, typed)).containsExactly(number);
        assertThat(find(SAMI, typed).nearly()).isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "Imprimante muette, imprimnate",
        "Imprimante muette, mprimante",
        "Imprimante muette, impirmnate",
        "Imprimante muette, imprimant",
        "Sauvegarde de nuit, sauvgarde",
        "Sauvegarde de nuit, sauv",
        "Réseau lent, resau",
        "Le wifi tombe, wfii",
        "Outlook ferme, outlok",
        "Messagerie lente, mesagerie lente",
    })
    void aWordThatIsNearlySpeltSoIsFoundAndSaidToBeNearly(String title, String typed) {
        long number = ticket(title, "");
        ticket("Tout autre chose", "");
        desk.house.get(KnownWords.class).learn();

        TicketsFound found = find(SAMI, typed);
        assertThat(found.hits()).extracting(TicketHit::number).containsExactly(number);
        if (!typed.equals("imprimant")) {
            assertThat(found.nearly()).isTrue();
        }
        assertThat(marked(found.hits().getFirst().title())).contains("[");
    }

    @Test
    void wordsThatStandInDifferentTextsOfATicketFindItTogether() {
        long number = ticket("Imprimante muette", "Elle est au deuxième étage.");
        say(number, "Le toner est vide.", false);
        say(number, "Encore la cartouche de contrefaçon.", true);
        attach(number, "photo-du-voyant.txt", utf8("voyant orange"), false);
        ticket("Imprimante muette", "sans suite");

        assertThat(found(SAMI, "imprimante toner etage orange contrefacon")).containsExactly(number);
        assertThat(found(SAMI, "toner écran")).isEmpty();
    }

    @Test
    void whatColleaguesSayIsFoundByTheStaffAndByNobodyElse() {
        long number = ticket("Messagerie", "lente");
        say(number, "Redémarrage fait", false);
        say(number, "Le canari chante dans le coffre", true);
        attach(number, "perroquet.log", utf8("cacatoès"), true);
        say(number, "Voilà", false);
        desk.house.get(KnownWords.class).learn();

        for (String secret : List.of("canari", "cnari", "canar", "perroquet", "cacatoès", "messagerie canari")) {
            assertThat(found(SAMI, secret)).as(secret).containsExactly(number);
            assertThat(found(CHIEF, secret)).as(secret).containsExactly(number);
            assertThat(found(BOSS, secret)).as(secret).isEmpty();
            assertThat(found(ALICE, secret)).as(secret).isEmpty();
        }
        assertThat(found(BOSS, "messagerie redémarrage voilà")).containsExactly(number);
        // A word that both sides have is quoted to each from what they read.
        say(number, "Le redémarrage du canari", true);
        TicketHit theirs = only(BOSS, "redémarrage");
        assertThat(marked(theirs.excerpt())).isEqualTo("[Redémarrage] fait");
        assertThat(theirs.place())
                .isInstanceOfSatisfying(
                        Place.Message.class, said -> assertThat(said.internal()).isFalse());
        assertThat(marked(only(SAMI, "redémarrage").excerpt())).contains("canari");
    }

    @Test
    void whoeverDoesNotSeeAClientFindsNothingOfIt() {
        long ours = ticket(BOUTIQUE, "Imprimante de la boutique", "");
        long theirs = ticket(MAIRIE, "Imprimante de la mairie", "");

        assertThat(found(SAMI, "imprimante")).containsExactly(ours);
        assertThat(found(BOSS, "imprimante")).containsExactly(ours);
        assertThat(found(MAIRE, "imprimante")).containsExactly(theirs);
        assertThat(found(TWO, "imprimante")).containsExactly(theirs, ours);
        assertThat(found(CHIEF, "imprimante")).containsExactly(theirs, ours);
        assertThat(found(ALICE, "imprimante")).isEmpty();
        assertThat(found(MAIRE, String.valueOf(ours))).isEmpty();
    }

    @Test
    void aPersonFindsWhatTheyAskForOrFollowAsAClientReadsIt() {
        long asked = ticket("Imprimante demandée", "");
        long followed = ticket("Imprimante suivie", "");
        long other = ticket("Imprimante d'un autre", "");
        say(asked, "canari", true);
        desk.across(() -> desk.jdbc()
                .sql("update servicedesk.ticket set requester_person = 77 where number = ?")
                .param(asked)
                .update());
        desk.across(() -> desk.jdbc().sql("""
                        insert into servicedesk.watcher (tenant_id, number, person_id, at, by_name, by_person)
                        values (1, ?, 77, now(), 'Léa', true)
                        """).param(followed).update());

        assertThat(desk.in(() -> search.findOf(77, "imprimante", null, 50)).hits())
                .extracting(TicketHit::number)
                .containsExactly(followed, asked);
        assertThat(desk.in(() -> search.findOf(77, "canari", null, 50)).hits()).isEmpty();
        assertThat(desk.in(() -> search.findOf(77, "#" + asked, null, 50)).hits())
                .extracting(TicketHit::number)
                .containsExactly(asked);
        assertThat(desk.in(() -> search.findOf(77, String.valueOf(other), null, 50))
                        .hits())
                .isEmpty();
        assertThat(desk.house
                        .in(MAIRIE, () -> search.findOf(77, "imprimante", null, 50))
                        .hits())
                .isEmpty();
    }

    @Test
    void aNumberAloneIsTheTicketBeforeThoseThatNameIt() {
        long first = ticket("Premier", "");
        long naming = ticket("Suite de " + first, "");

        TicketsFound found = find(SAMI, "#" + first);
        assertThat(found.hits()).extracting(TicketHit::number).containsExactly(first, naming);
        assertThat(found.hits().getFirst().place()).isEqualTo(new Place.Number());
        assertThat(found.known()).isEqualTo(2);
        TicketsFound one = SAMI.scope().call(() -> search.find(SAMI, "" + first, null, 1));
        assertThat(one.hits()).extracting(TicketHit::number).containsExactly(first);
        TicketsFound next = SAMI.scope().call(() -> search.find(SAMI, "" + first, one.next(), 1));
        assertThat(next.hits()).extracting(TicketHit::number).containsExactly(naming);
        assertThat(next.next()).isNull();
    }

    @Test
    void aHitSaysWhereTheWordsStandAndQuotesThem() {
        long number = ticket(
                "Panne <b>étrange</b>",
                "Une longue histoire. ".repeat(30) + "Le disque <i>dur</i> gratte. " + "Fin. ".repeat(60));
        say(number, "Le ventilateur siffle\n\ndepuis hier", false);
        attach(number, "relevé.csv", utf8("heure;température\n12:00;81"), false);

        assertThat(marked(only(SAMI, "étranges").title())).isEqualTo("Panne <b>[étrange]</b>");
        assertThat(only(SAMI, "étranges").place()).isEqualTo(new Place.Title());
        TicketHit described = only(SAMI, "disques");
        assertThat(described.place()).isEqualTo(new Place.Description());
        assertThat(marked(described.excerpt()))
                .startsWith("… ")
                .contains("Le [disque] <i>dur</i> gratte")
                .endsWith(" …");
        assertThat(marked(described.excerpt())).hasSizeLessThan(220);
        TicketHit said = only(SAMI, "ventilateurs hier");
        assertThat(marked(said.excerpt())).isEqualTo("Le [ventilateur] siffle depuis [hier]");
        assertThat(said.place()).isInstanceOfSatisfying(Place.Message.class, place -> {
            assertThat(place.by()).isEqualTo("Léa");
            assertThat(place.at()).isEqualTo(desk.time.instant());
        });
        TicketHit filed = only(SAMI, "temperatures");
        assertThat(filed.place())
                .isInstanceOfSatisfying(
                        Place.File.class, place -> assertThat(place.name()).isEqualTo("relevé.csv"));
        assertThat(marked(filed.excerpt())).contains("[température]");
        assertThat(only(SAMI, "relevés").place()).isInstanceOf(Place.File.class);
    }

    @Test
    void textFilesAreReadInWhateverLettersTheyAreWritten() {
        long windows = ticket("Un", "");
        attach(windows, "vieux.log", "Échec du démarrage".getBytes(Charset.forName("windows-1252")), false);
        long page = ticket("Deux", "");
        attach(page, "page.html", utf8("<html><style>.cachée{}</style><p>Crédit <b>épuisé</b></p></html>"), false);
        long cut = ticket("Trois", "");
        attach(cut, "long.txt", utf8("é".repeat(300_000)), false);
        long image = ticket("Quatre", "");
        attach(
                image,
                "capture.png",
                new byte[] {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n', 'm', 'o', 't'},
                false);

        assertThat(found(SAMI, "démarrage")).containsExactly(windows);
        assertThat(found(SAMI, "épuisé")).containsExactly(page);
        assertThat(found(SAMI, "cachée")).isEmpty();
        assertThat(found(SAMI, "long.txt")).containsExactly(cut);
        assertThat(found(SAMI, "capture")).containsExactly(image);
    }

    @Test
    void whatATitleNoLongerSaysNoLongerFindsIt() {
        long number = ticket("Mot de passe hunter2", "secret");
        say(number, "canari", true);
        attach(number, "note.txt", utf8("perroquet"), true);

        desk.run(() -> desk.tickets().edit(number, "Mot de passe oublié", "changé", null, null, null, LEA));

        assertThat(found(SAMI, "hunter2")).isEmpty();
        assertThat(found(SAMI, "oublié canari perroquet")).containsExactly(number);
        assertThat(found(BOSS, "canari")).isEmpty();
        assertThat(found(BOSS, "oublié changé")).containsExactly(number);
    }

    @Test
    void ticketsOfBeforeAreMadeSearchableAndLoseNothingThatIsSaidMeanwhile() {
        long number = ticket("Ancien ticket", "");
        say(number, "canari", true);
        JdbcClient owner = JdbcClient.create(desk.house.database.owner());
        owner.sql("truncate servicedesk.sought").update();
        desk.across(() -> desk.jdbc()
                .sql("insert into servicedesk.unsought (number, tenant_id) values (?, 1)")
                .param(number)
                .update());
        say(number, "perroquet", false);
        assertThat(found(SAMI, "ancien")).isEmpty();

        desk.house.get(CatchingUp.class).all();

        assertThat(found(SAMI, "ancien canari perroquet")).containsExactly(number);
        assertThat(found(BOSS, "canari")).isEmpty();
        assertThat(found(BOSS, "perroquet")).containsExactly(number);
        assertThat(desk.house.ask(Integer.class, "select count(*) from servicedesk.unsought"))
                .isZero();
    }

    @Test
    void pagesFollowOneAnotherWithoutGapOrRepetition() {
        var all = new ArrayList<Long>();
        for (int i = 0; i < 7; i++) {
            all.addFirst(ticket("Imprimante " + i, ""));
            ticket("Autre " + i, "");
        }
        var seen = new ArrayList<Long>();
        String cursor = null;
        do {
            String after = cursor;
            TicketsFound page = SAMI.scope().call(() -> search.find(SAMI, "imprimantes", after, 3));
            page.hits().forEach(hit -> seen.add(hit.number()));
            cursor = page.next();
        } while (cursor != null);
        assertThat(seen).isEqualTo(all);
        assertThat(find(SAMI, "imprimante").known()).isEqualTo(7);
        assertThat(find(SAMI, "imprimante").more()).isFalse();
        assertThatThrownBy(() -> SAMI.scope().call(() -> search.find(SAMI, "imprimante", "x", 3)))
                .isInstanceOf(Refused.class);
    }

    @Test
    void whateverWayTheNumbersAreFoundTheyAreTheSame() {
        for (int i = 0; i < 60; i++) {
            ticket(i % 4 == 0 ? MAIRIE : BOUTIQUE, (i % 3 == 0 && i < 40 ? "imprimante " : "écran ") + i, "");
        }
        var jdbc = desk.jdbc();
        for (Viewer viewer : List.of(SAMI, TWO, CHIEF)) {
            for (String query : List.of("'imprim'", "'ecran'", "'imprim' & 'ecran'")) {
                for (int wanted : new int[] {1, 5, 100}) {
                    var byWalk = numbers(viewer, new SoughtNumbers(jdbc, 1_000, 1_000), query, wanted);
                    var byIndex = numbers(viewer, new SoughtNumbers(jdbc, 1, 1_000), query, wanted);
                    var byWindows = numbers(viewer, new SoughtNumbers(jdbc, 1, 2), query, wanted);
                    assertThat(byIndex.first()).isEqualTo(byWalk.first());
                    assertThat(byWindows.first()).isEqualTo(byWalk.first());
                    if (!byIndex.more()) {
                        assertThat(byIndex.known()).isEqualTo(byWalk.known());
                    }
                }
            }
        }
    }

    private static SoughtNumbers.Numbers numbers(Viewer viewer, SoughtNumbers numbers, String query, int wanted) {
        return viewer.scope()
                .call(() -> desk.house
                        .get(org.springframework.transaction.support.TransactionTemplate.class)
                        .execute(status -> numbers.find(query, true, Long.MAX_VALUE, wanted)));
    }

    @Test
    void wordsThatStandEverywhereAloneFindNothing() {
        ticket("Le problème de la messagerie", "");

        assertThat(find(SAMI, "le de la").hits()).isEmpty();
        assertThat(find(SAMI, "' | : & !").hits()).isEmpty();
        assertThatThrownBy(() -> find(SAMI, "x".repeat(301))).isInstanceOf(Refused.class);
    }

    @Test
    void aLongConversationStaysWritableAndItsRowHasAnEnd() {
        long number = ticket("Journal", "");
        for (int part = 0; part < 12; part++) {
            var text = new StringBuilder();
            for (int i = 0; i < 1_500; i++) {
                text.append("x".repeat(50)).append(part * 1_500 + i).append(' ');
            }
            say(number, text.toString(), part % 2 == 0);
        }
        assertThat(found(SAMI, "journal")).containsExactly(number);
        desk.run(() -> desk.tickets().replyFromClient(number, "encore", CLIENT));
        assertThat(desk.in(() -> desk.tickets().timeline(number, true))).hasSizeGreaterThan(12);
    }
}
