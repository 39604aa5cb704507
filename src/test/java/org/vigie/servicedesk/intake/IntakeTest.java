package org.vigie.servicedesk.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.vigie.files.Files;
import org.vigie.mail.Arrival;
import org.vigie.mail.Arrivals;
import org.vigie.mail.Mailbox;
import org.vigie.mail.Mailbox.Strangers;
import org.vigie.mail.Mailboxes;
import org.vigie.mail.Outbox;
import org.vigie.mail.Outgoing;
import org.vigie.mail.SenderRules;
import org.vigie.mail.WantedMailbox;
import org.vigie.organization.People;
import org.vigie.organization.Person;
import org.vigie.servicedesk.Desk;
import org.vigie.servicedesk.Merges;
import org.vigie.servicedesk.Ticket;
import org.vigie.servicedesk.TicketState;
import org.vigie.servicedesk.TimelineEntry;
import org.vigie.servicedesk.correspondence.ReceivedLetters;
import org.vigie.servicedesk.correspondence.TicketToken;
import org.vigie.shared.Actor;
import org.vigie.shared.Refused;
import org.vigie.shared.Scope;
import org.vigie.shared.TenantId;
import org.vigie.shared.Words;

/** What a mail becomes, by all the ways in which it can be about something. */
class IntakeTest {
    private static final String JEANNE = "jeanne@boutique.example";
    private static final Actor ADMIN = Actor.person(1, "Alice");
    private static Desk desk;
    private static int counter;

    private Mailbox box;

    @BeforeAll
    static void open() {
        desk = new Desk(Map.of("vigie.mail.smtp.host", "127.0.0.1", "vigie.mail.smtp.from", "vigie@msp.example"));
        desk.across(() -> desk.jdbc().sql("""
                        insert into organization.client (tenant_id, key, name, locale, created_at)
                        values (1, 'boutique', 'Boutique', 'fr', now()), (2, 'mairie', 'Mairie', 'fr', now())
                        """).update());
    }

    @AfterAll
    static void close() {
        desk.close();
    }

    @BeforeEach
    void begin() {
        for (String table : List.of("mail.raw", "mail.arrival", "mail.outgoing", "mail.sender_rule")) {
            desk.across(() -> desk.jdbc().sql("delete from " + table).update());
        }
        desk.at("09:00:00");
        box = mailbox("support", null, Strangers.HOLD);
        met(Desk.BOUTIQUE, "Jeanne Roux", JEANNE);
    }

    private static Mailbox mailbox(String key, @Nullable TenantId client, Strangers strangers) {
        return desk.house
                .get(Mailboxes.class)
                .put(
                        WantedMailbox.of(key, key + "@msp.example")
                                .ofClient(client, strangers)
                                .draft(),
                        null,
                        ADMIN);
    }

    private static Person met(TenantId client, String name, String email) {
        return Scope.of(client).call(() -> desk.house.get(People.class).meet(name, email, Locale.FRENCH));
    }

    private static String unique() {
        return "m" + ++counter + "@boutique.example";
    }

    /** Headers and text, as a mail program writes them. */
    private static String mail(String from, String subject, String id, String more, String text) {
        return "From: " + from + "\r\nTo: support@msp.example\r\nSubject: " + subject + "\r\nMessage-ID: <" + id
                + ">\r\nDate: Mon, 23 Nov 2026 10:00:00 +0100\r\n" + more
                + "Content-Type: text/plain; charset=utf-8\r\n\r\n" + text + "\r\n";
    }

    private Arrival arrives(String mail) {
        return arrives(box, mail.getBytes(StandardCharsets.UTF_8));
    }

    private static Arrival arrives(Mailbox box, byte[] raw) {
        Long id = desk.house.get(Arrivals.class).put(box, raw);
        desk.house.get(Intake.class).look();
        return desk.house.get(Arrivals.class).get(java.util.Objects.requireNonNull(id));
    }

    private long opens(String mail) {
        Arrival arrival = arrives(mail);
        assertThat(arrival.state()).as(String.valueOf(arrival.reason())).isEqualTo(Arrival.State.DONE);
        return java.util.Objects.requireNonNull(arrival.ticket());
    }

    private static List<TimelineEntry> timeline(long number) {
        return desk.in(() -> desk.tickets().timeline(number, true));
    }

    private static List<Outgoing> letters(long number) {
        return desk.in(() -> desk.house.get(Outbox.class).about("ticket " + number));
    }

    private static String code(Arrival arrival) {
        return arrival.reason() == null ? "" : arrival.reason().code();
    }

    @Test
    void aKnownPersonOpensATicketOnceAndIsTold() {
        String id = unique();
        long number = opens(mail("Jeanne Roux <" + JEANNE + ">", "Imprimante en panne", id, "", "Plus rien ne sort."));
        Ticket ticket = desk.get(number);
        assertThat(ticket.title()).isEqualTo("Imprimante en panne");
        assertThat(ticket.description()).isEqualTo("Plus rien ne sort.");
        assertThat(ticket.requester()).isEqualTo("Jeanne Roux");
        assertThat(ticket.openedAt()).as("from when it came").isEqualTo(Desk.today("09:00:00"));
        assertThat(letters(number)).singleElement().satisfies(letter -> {
            assertThat(letter.letter().kind()).isEqualTo("acknowledgement");
            assertThat(letter.letter().automatic()).isTrue();
            assertThat(letter.letter().inReplyTo()).isEqualTo(id);
            assertThat(letter.letter().subject())
                    .isEqualTo("Re: Imprimante en panne [#"
                            + desk.house.get(TicketToken.class).of(number) + "]");
            assertThat(letter.letter().body()).contains("numéro " + number).contains("##- ");
        });
        byte[] again = mail("Jeanne Roux <" + JEANNE + ">", "Imprimante en panne", id, "", "Plus rien ne sort.")
                .getBytes(StandardCharsets.UTF_8);
        assertThat(desk.house.get(Arrivals.class).put(box, again))
                .as("the same bytes")
                .isNull();
    }

    @Test
    void anAnswerToOurOwnLetterIsALineAndEndsTheWait() {
        long number = opens(mail(JEANNE, "VPN", unique(), "", "Il coupe."));
        desk.run(() -> {
            desk.tickets().reply(number, "Depuis quand ?", false, Desk.LEA);
            desk.tickets().pause(number, "waiting-for-client", null, Desk.LEA);
        });
        Outgoing question = letters(number).getLast();
        assertThat(question.letter().kind()).isEqualTo("answer");
        assertThat(question.letter().automatic()).as("a person wrote it").isFalse();
        long same = opens(mail(
                JEANNE,
                "Re: tout autre chose",
                unique(),
                "In-Reply-To: <" + question.messageId() + ">\r\n",
                "Depuis lundi.\r\n\r\nLe lun. 23 nov. 2026 à 10:00, Support a écrit :\r\n> Depuis quand ?"));
        assertThat(same).isEqualTo(number);
        assertThat(desk.get(number).waitingReason()).isNull();
        TimelineEntry line = timeline(number).stream()
                .filter(entry -> entry.kind() == TimelineEntry.Kind.MESSAGE)
                .toList()
                .getLast();
        assertThat(line.body()).isEqualTo("Depuis lundi.");
        assertThat(line.internal()).isFalse();
        assertThat(desk.in(() -> desk.house.get(ReceivedLetters.class).of(number))
                        .getLast()
                        .quoted())
                .contains("Depuis quand ?");
        assertThat(letters(number)).as("nobody hears their own words").hasSize(2);
    }

    @Test
    void goesByReferencesToEarlierMailAndByTheSignedTokenOfWhoTakesPart() {
        String first = unique();
        long number = opens(mail(JEANNE, "Écran noir", first, "", "Aidez-moi"));
        assertThat(opens(mail(JEANNE, "suite", unique(), "References: <x@y> <" + first + ">\r\n", "et encore")))
                .isEqualTo(number);
        String token = desk.house.get(TicketToken.class).of(number);
        assertThat(opens(mail(JEANNE, "RE: Écran noir [#" + token.toUpperCase(Locale.ROOT) + "]", unique(), "", "oui")))
                .isEqualTo(number);
        String plus = mail(JEANNE, "sans rien", unique(), "Cc: support+" + token + "@msp.example\r\n", "oui");
        assertThat(opens(plus)).isEqualTo(number);
    }

    @Test
    void whatIsWrittenToAMergedTicketLandsInTheOtherOneUntilTheMergeIsUndone() {
        String first = unique();
        long merged = opens(mail(JEANNE, "Écran noir", first, "", "Aidez-moi"));
        met(Desk.BOUTIQUE, "Marc", "marc@boutique.example");
        long other = opens(mail("marc@boutique.example", "Écrans noirs", unique(), "", "Tout l'étage"));
        Merges merges = desk.house.get(Merges.class);
        desk.run(() -> merges.merge(other, List.of(merged), false, Desk.SAMI));
        String token = desk.house.get(TicketToken.class).of(merged);

        assertThat(opens(mail(JEANNE, "suite", unique(), "References: <" + first + ">\r\n", "et encore")))
                .isEqualTo(other);
        assertThat(opens(mail(JEANNE, "RE: Écran noir [#" + token + "]", unique(), "", "oui")))
                .isEqualTo(other);
        met(Desk.MAIRIE, "Paul Petit", "paul@mairie.example");
        assertThat(arrives(mail("paul@mairie.example", "Re: [#" + token + "]", unique(), "", "Alors ?"))
                        .ticket())
                .isNotEqualTo(other);

        desk.run(() -> merges.undo(merged, Desk.SAMI));
        assertThat(opens(mail(JEANNE, "fin", unique(), "References: <" + first + ">\r\n", "merci de voir")))
                .isEqualTo(merged);
    }

    @Test
    void aTokenOpensNothingToOthers() {
        met(Desk.MAIRIE, "Paul Petit", "paul@mairie.example");
        long number = opens(mail(JEANNE, "Paie", unique(), "", "Confidentiel"));
        String token = desk.house.get(TicketToken.class).of(number);
        Arrival foreign = arrives(mail("paul@mairie.example", "Re: Paie [#" + token + "]", unique(), "", "Alors ?"));
        assertThat(foreign.client()).isEqualTo(Desk.MAIRIE);
        assertThat(foreign.ticket()).isNotEqualTo(number);
        met(Desk.BOUTIQUE, "Marc", "marc@boutique.example");
        long other = opens(mail("marc@boutique.example", "Re: Paie [#" + token + "]", unique(), "", "Alors ?"));
        assertThat(other).as("not even to a colleague").isNotEqualTo(number);
        assertThat(timeline(other))
                .anyMatch(line -> line.what().code().equals("timeline.mail.seems") && line.internal());
        String forged = "Re: Paie [#" + number + "-aaaaaaaa]";
        assertThat(opens(mail(JEANNE, forged, unique(), "", "Alors ?"))).isNotEqualTo(number);
        assertThat(timeline(number).stream().filter(line -> line.kind() == TimelineEntry.Kind.MESSAGE))
                .isEmpty();
    }

    @Test
    void aColleagueWhoAnswersTheLetterItselfTakesPartFromThenOn() {
        Person marc = met(Desk.BOUTIQUE, "Marc", "marc@boutique.example");
        long number = opens(mail(JEANNE, "Wifi", unique(), "", "Faible"));
        String letter = letters(number).getFirst().messageId();
        assertThat(opens(mail(
                        "marc@boutique.example",
                        "Fwd: Wifi",
                        unique(),
                        "In-Reply-To: <" + letter + ">\r\n",
                        "Moi aussi")))
                .isEqualTo(number);
        assertThat(desk.in(() -> desk.tickets().watchers(number))).containsExactly(marc.id());
        assertThat(letters(number).getLast().letter().toAddress())
                .as("the one who asked hears it")
                .isEqualTo(JEANNE);
        Arrival stranger =
                arrives(mail("eve@elsewhere.example", "Re: Wifi", unique(), "In-Reply-To: <" + letter + ">\r\n", "?"));
        assertThat(stranger.state()).isEqualTo(Arrival.State.HELD);
    }

    @Test
    void thoseCopiedHearTheRest() {
        Person marc = met(Desk.BOUTIQUE, "Marc", "marc@boutique.example");
        long number =
                opens(mail(JEANNE, "Wifi", unique(), "Cc: Marc@boutique.example, someone@else.example\r\n", "Faible"));
        assertThat(desk.in(() -> desk.tickets().watchers(number))).containsExactly(marc.id());
        desk.run(() -> desk.tickets().reply(number, "Nous regardons", false, Desk.LEA));
        assertThat(letters(number).stream()
                        .filter(letter -> letter.letter().kind().equals("answer"))
                        .map(letter -> letter.letter().toAddress()))
                .containsExactly(JEANNE, "marc@boutique.example");
    }

    @ParameterizedTest
    @ValueSource(strings = {"Merci !", "Merci beaucoup pour votre aide", "Parfait, merci", "Thanks, works great"})
    void thanksDoNotReopen(String text) {
        long number = solved();
        opens(mail(JEANNE, "Re", unique(), reference(number), text));
        assertThat(desk.get(number).state()).isEqualTo(TicketState.RESOLVED);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Merci mais ça ne marche toujours pas",
                "Non",
                "Merci de corriger aussi le second",
                "Merci, et demain ?"
            })
    void anythingElseReopens(String text) {
        long number = solved();
        opens(mail(JEANNE, "Re", unique(), reference(number), text));
        assertThat(desk.get(number).state().isOpen()).isTrue();
    }

    private long solved() {
        long number = opens(mail(JEANNE, "Souris", unique(), "", "Cassée"));
        desk.run(() -> desk.tickets().resolve(number, "Remplacée", Desk.LEA));
        assertThat(letters(number).getLast().letter().kind()).isEqualTo("resolution");
        assertThat(letters(number).getLast().letter().body()).contains("Remplacée");
        return number;
    }

    private static String reference(long number) {
        return "In-Reply-To: <" + letters(number).getLast().messageId() + ">\r\n";
    }

    @Test
    void aTicketSolvedLongAgoIsNotOpenedAgain() {
        long number = solved();
        String reference = reference(number);
        desk.time.set("2027-01-23T09:00:00Z");
        long fresh = opens(mail(JEANNE, "Re: Souris", unique(), reference, "Elle est encore cassée"));
        assertThat(fresh).isNotEqualTo(number);
        assertThat(desk.get(number).state()).isEqualTo(TicketState.RESOLVED);
    }

    @Test
    void whatAMachineAnswersStaysAmongColleaguesAndIsNeverAnswered() {
        long number = opens(mail(JEANNE, "Clavier", unique(), "", "Cassé"));
        int before = letters(number).size();
        Arrival absent = arrives(mail(
                JEANNE,
                "Absence du bureau",
                unique(),
                reference(number) + "Auto-Submitted: auto-replied\r\n",
                "Je reviens lundi"));
        assertThat(absent.ticket()).isEqualTo(number);
        assertThat(timeline(number).getLast().internal()).isTrue();
        assertThat(letters(number)).hasSize(before);
        Arrival alone =
                arrives(mail(JEANNE, "Absence", unique(), "Auto-Submitted: auto-replied\r\n", "Je reviens lundi"));
        assertThat(alone.state()).isEqualTo(Arrival.State.IGNORED);
        assertThat(code(alone)).isEqualTo("mail.ignored.reply");
        long machine =
                opens(mail(JEANNE, "Sauvegarde en échec", unique(), "Auto-Submitted: auto-generated\r\n", "code 3"));
        assertThat(letters(machine)).isEmpty();
    }

    @Test
    void whatTheDesksOwnPeopleWriteStaysAmongColleagues() {
        desk.run(() -> desk.house
                .get(People.class)
                .put(new org.vigie.organization.PersonDeclaration(
                        "karim",
                        "Karim",
                        "karim@msp.example",
                        Locale.FRENCH,
                        new java.util.TreeSet<>(List.of("n1")),
                        List.of())));
        long number = opens(mail(JEANNE, "Scanner", unique(), "", "Muet"));
        int before = letters(number).size();
        opens(mail("karim@msp.example", "Re", unique(), reference(number), "Le client n'a rien payé"));
        assertThat(timeline(number).getLast().internal()).isTrue();
        assertThat(letters(number)).hasSize(before);
    }

    @Test
    void aStrangerIsHeldUntilAPersonOrARuleSaysWhoseItIs() {
        Arrival held = arrives(mail("new@client.example", "Bonjour", unique(), "", "Je débute"));
        assertThat(held.state()).isEqualTo(Arrival.State.HELD);
        assertThat(code(held)).isEqualTo("mail.held.stranger");
        long number = desk.house.get(Intake.class).openAsTicket(held.id(), Desk.BOUTIQUE, ADMIN);
        assertThat(desk.get(number).title()).isEqualTo("Bonjour");
        assertThat(desk.house.get(Arrivals.class).get(held.id()).decidedBy()).isEqualTo("Alice");
        assertThatThrownBy(() -> desk.house.get(Intake.class).openAsTicket(held.id(), Desk.MAIRIE, ADMIN))
                .isInstanceOf(Refused.class);
        desk.house.get(SenderRules.class).put("@autre.example", Desk.MAIRIE, ADMIN);
        assertThat(arrives(mail("qui@autre.example", "Bonjour", unique(), "", "Moi"))
                        .client())
                .isEqualTo(Desk.MAIRIE);
        desk.house.get(SenderRules.class).put("spam@autre.example", null, ADMIN);
        assertThat(arrives(mail("spam@autre.example", "Offre", unique(), "", "!"))
                        .state())
                .isEqualTo(Arrival.State.IGNORED);
    }

    @Test
    void aMailboxOfOneClientTakesStrangersByItsOwnRule() {
        Mailbox own = mailbox("mairie", Desk.MAIRIE, Strangers.OPEN);
        byte[] raw = mail("habitant@example.org", "Rue sombre", unique(), "", "Lampadaire")
                .getBytes(StandardCharsets.UTF_8);
        assertThat(arrives(own, raw).client()).isEqualTo(Desk.MAIRIE);
        Mailbox dropping = mailbox("fermee", Desk.MAIRIE, Strangers.DROP);
        byte[] other = mail("autre@example.org", "Rue sombre", unique(), "", "Lampadaire")
                .getBytes(StandardCharsets.UTF_8);
        assertThat(arrives(dropping, other).state()).isEqualTo(Arrival.State.IGNORED);
    }

    @Test
    void somebodyOfTwoClientsIsHeld() {
        met(Desk.BOUTIQUE, "Ana", "ana@both.example");
        met(Desk.MAIRIE, "Ana", "ana@both.example");
        assertThat(code(arrives(mail("ana@both.example", "Bonjour", unique(), "", "?"))))
                .isEqualTo("mail.held.clients");
    }

    @Test
    void aLoopIsBrokenPerTicketAndPerSender() {
        long number = opens(mail(JEANNE, "Boucle", unique(), "", "1"));
        String reference = reference(number);
        int taken = 0;
        Arrival last = null;
        for (int i = 0; i < Judging.MOST_ON_TICKET + 1; i++) {
            last = arrives(mail(JEANNE, "Re: Boucle", unique(), reference, "encore " + i));
            taken += last.state() == Arrival.State.DONE ? 1 : 0;
        }
        assertThat(code(last)).isEqualTo("mail.held.ticket-rate");
        assertThat(taken).isEqualTo(Judging.MOST_ON_TICKET - 1);
        for (int i = 0; i < Judging.MOST_OF_SENDER; i++) {
            last = arrives(mail(JEANNE, "Nouveau " + i, unique(), "", "encore"));
        }
        assertThat(code(last)).isEqualTo("mail.held.sender-rate");
        desk.time.set(desk.time.instant().plus(Duration.ofMinutes(61)).toString());
        assertThat(arrives(mail(JEANNE, "Plus tard", unique(), "", "?")).state())
                .isEqualTo(Arrival.State.DONE);
    }

    @Test
    void ourOwnMailThatComesBackIsNotTakenIn() {
        long number = opens(mail(JEANNE, "Retour", unique(), "", "?"));
        String own = letters(number).getFirst().messageId();
        assertThat(code(arrives(mail(JEANNE, "Re: Retour", own, "", "?")))).isEqualTo("mail.ignored.own");
        assertThat(code(arrives(mail("Support@msp.example", "Re: Retour", unique(), "", "?"))))
                .isEqualTo("mail.ignored.own");
    }

    @Test
    void aBounceIsShownOnTheRightTicketAndThePersonIsMarked() {
        long number = opens(mail(JEANNE, "Adresse", unique(), "", "?"));
        String own = letters(number).getFirst().messageId();
        String bounce = """
                From: MAILER-DAEMON@mx.example
                To: support@msp.example
                Subject: Undelivered Mail Returned to Sender
                Message-ID: <b%d@mx.example>
                MIME-Version: 1.0
                Content-Type: multipart/report; report-type=delivery-status; boundary="b"

                --b
                Content-Type: text/plain

                It did not arrive.
                --b
                Content-Type: message/delivery-status

                Reporting-MTA: dns; mx.example

                Final-Recipient: rfc822; %s
                Action: failed
                Status: 5.1.1
                Diagnostic-Code: smtp; 550 5.1.1 no such user
                --b
                Content-Type: text/rfc822-headers

                Message-ID: <%s>
                Subject: Re
                --b--
                """.formatted(++counter, JEANNE, own).replace("\n", "\r\n");
        Arrival arrival = arrives(bounce);
        assertThat(arrival.ticket()).isEqualTo(number);
        assertThat(letters(number).getFirst().status()).isEqualTo("bounced");
        assertThat(timeline(number).getLast().what().args()).containsExactly(JEANNE, "smtp; 550 5.1.1 no such user");
        long jeanne = desk.in(
                () -> desk.house.get(People.class).byEmail(JEANNE).getFirst().id());
        assertThat(desk.in(() -> desk.house.get(People.class).unreachable(List.of(jeanne))))
                .containsKey(jeanne);
        opens(mail(JEANNE, "Je suis là", unique(), "", "!"));
        assertThat(desk.in(() -> desk.house.get(People.class).unreachable(List.of(jeanne))))
                .isEmpty();
    }

    @Test
    void whatCannotBeReadIsHeldAndOpenedAsItIsWhileOthersGoOn() {
        desk.house.get(Arrivals.class).put(box, new byte[] {0, 1, 2, 3, (byte) 0xff});
        long fine = opens(mail(JEANNE, "Derrière", unique(), "", "ok"));
        assertThat(fine).isPositive();
        Arrival odd = desk.house
                .get(Arrivals.class)
                .list(Arrival.State.HELD, null, 10)
                .items()
                .getFirst();
        long number = desk.house.get(Intake.class).openAsTicket(odd.id(), Desk.BOUTIQUE, ADMIN);
        assertThat(desk.in(() -> desk.tickets().attachments(number, true))).hasSizeLessThanOrEqualTo(1);
        assertThat(desk.house.get(Arrivals.class).get(odd.id()).ticket()).isEqualTo(number);
    }

    /** Whatever is done to a ticket, in whatever order: what colleagues tell each other is in no letter. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void internalTextNeverLeaves(long seed) {
        var random = new Random(seed);
        met(Desk.BOUTIQUE, "Marc", "marc@boutique.example");
        long number = opens(mail(JEANNE, "Confidence " + seed, unique(), "Cc: marc@boutique.example\r\n", "Bonjour"));
        int written = 0;
        for (int step = 0; step < 40; step++) {
            String secret = "SECRET-" + seed + "-" + step;
            desk.time.pass(Duration.ofMinutes(5));
            switch (random.nextInt(9)) {
                case 0 -> desk.run(() -> desk.tickets().reply(number, secret, true, Desk.LEA));
                case 1 -> desk.run(() -> desk.tickets().reply(number, secret, true, List.of(file(secret)), Desk.LEA));
                case 2 -> desk.run(() -> desk.tickets().attach(number, file(secret), true, Desk.LEA));
                case 3 -> desk.run(() -> desk.tickets().note(number, Words.of("alert.noted", secret), Desk.PROBE));
                case 4 ->
                    arrives(mail(
                            JEANNE,
                            "Absence",
                            unique(),
                            reference(number) + "Auto-Submitted: auto-replied\r\n",
                            secret));
                case 5 -> {
                    desk.run(() -> desk.tickets().reply(number, "Réponse visible", false, Desk.LEA));
                    written++;
                }
                case 6 -> desk.run(() -> desk.tickets().resolve(number, "Solution visible", Desk.LEA));
                case 7 -> desk.run(() -> desk.tickets().reopen(number, "Encore", Desk.LEA));
                default -> arrives(mail(JEANNE, "Re", unique(), reference(number), "Une précision"));
            }
        }
        assertThat(written).as("letters were written at all").isPositive();
        assertThat(letters(number)).hasSizeGreaterThan(2 * written).allSatisfy(letter -> {
            assertThat(letter.letter().subject() + letter.letter().body()).doesNotContain("SECRET");
            assertThat(letter.letter().files()).isEmpty();
        });
        assertThat(desk.in(() -> desk.tickets().timeline(number, false)))
                .noneMatch(line -> (line.body() + line.what()).contains("SECRET"));
        assertThat(desk.in(() -> desk.tickets().attachments(number, false))).isEmpty();
    }

    private static UUID file(String text) {
        return desk.house
                .get(Files.class)
                .add("note.txt", new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)), Desk.LEA)
                .id();
    }
}
