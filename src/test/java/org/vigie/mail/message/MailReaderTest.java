package org.vigie.mail.message;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MailReaderTest {
    private static ReadMail read(String... lines) throws Exception {
        return MailReader.read(String.join("\r\n", lines).getBytes(StandardCharsets.ISO_8859_1));
    }

    private static ReadMail with(String... headers) throws Exception {
        var lines = new java.util.ArrayList<>(List.of("From: durand@boutique.example", "Subject: x"));
        lines.addAll(List.of(headers));
        lines.addAll(List.of("", "Bonjour"));
        return read(lines.toArray(String[]::new));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "=?UTF-8?Q?Cl=C3=A9ment?= | Clément",
                "=?utf-8?b?w4k=?= =?utf-8?b?Y3Jhbg==?= | Écran",
                "=?UTF-8?Q?caract=C3?= =?UTF-8?Q?=A8re_coup=C3=A9?= | caractère coupé",
                "Re: =?iso-8859-1?Q?d=E9j=E0?= vu | Re: déjà vu",
                "=?iso-8859-1?Q?co=FBt_80?= =?windows-1252?Q?=80?= | coût 80€",
                "a=?utf-8?Q?=C3=A9?=b | aéb",
                "=?x-unknown?Q?caf=C3=A9?= | café",
                "=?utf-8?Q?broken=Z?= | broken=Z",
                "=?utf-8*fr?Q?=C3=A9t=C3=A9?= | été",
                "=?utf-8?b?w4k | =?utf-8?b?w4k",
            })
    void readsHeaderTexts(String raw, String text) {
        assertThat(EncodedWords.decode(raw)).isEqualTo(text);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "a@b.example | a@b.example",
                "Léa <lea@b.example> | Léa <lea@b.example>",
                "\"Petit, Léa\" <lea@b.example>, sami@b.example | Petit, Léa <lea@b.example>; sami@b.example",
                "=?utf-8?Q?Petit,_L=C3=A9a?= <lea@b.example> | Petit, Léa <lea@b.example>",
                "lea@b.example (Léa Petit) | Léa Petit <lea@b.example>",
                "Équipe: a@b.example, c@d.example; | a@b.example; c@d.example",
                "undisclosed-recipients:; | ''",
                "<mailto:a@b.example> | a@b.example",
                "\"Léa \\\"la\\\" Petit\" <lea@b.example> | Léa \"la\" Petit <lea@b.example>",
                "a@b.example; c@d.example | a@b.example; c@d.example",
                "\"never closed <a@b.example> | never closed <a@b.example>",
            })
    void readsAddresses(String raw, String found) {
        // As they come: one character for each byte.
        String bytes = new String(raw.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
        assertThat(String.join(
                        "; ",
                        Addresses.of(bytes).stream().map(Address::toString).toList()))
                .isEqualTo(found);
    }

    @Test
    void readsNamesOfFilesInPiecesAndWithCharsets() {
        assertThat(Parameters.of("attachment; filename*=UTF-8''r%C3%A9sum%C3%A9.pdf; filename=\"resume.pdf\"")
                        .get("filename"))
                .isEqualTo("résumé.pdf");
        assertThat(Parameters.of("attachment; filename*0*=iso-8859-1''%E9t; filename*1=\"at \"; filename*2*=%E9.doc")
                        .get("filename"))
                .isEqualTo("état é.doc");
        assertThat(Parameters.of("application/pdf; name=\"=?UTF-8?Q?=C3=A9t=C3=A9.pdf?=\"")
                        .get("name"))
                .isEqualTo("été.pdf");
    }

    @Test
    void keepsHtmlWithoutWhatActsAndWithoutWhatIsLoadedFromElsewhere() throws Exception {
        ReadMail mail = read(
                "From: a@b.example",
                "Content-Type: text/html; charset=utf-8",
                "",
                "<p onclick=alert(1)>Bonjour <b>vous</b><script>alert(2)</script></p><img src=http://spy.example/x.gif>",
                "<img src='cid:logo@x'><a href='javascript:alert(3)'>ici</a> <a href='https://vigie.example/'>là</a>",
                "<style>p{}</style><form action=/x><input name=y></form><svg onload=alert(4)></svg>");

        assertThat(mail.html())
                .contains("<b>vous</b>", "cid:logo@x", "https://vigie.example/")
                .doesNotContain("script", "alert", "spy.example", "style", "form", "svg", "onclick");
        assertThat(mail.text()).startsWith("Bonjour vous").contains("ici").doesNotContain("alert");
    }

    @Test
    void findsTextsAndFilesInTheirParts() throws Exception {
        ReadMail mail = read(
                "From: a@b.example",
                "Content-Type: multipart/mixed; boundary=X",
                "",
                "--X",
                "Content-Type: text/plain; charset=iso-8859-1",
                "",
                "Voil\u00e0 :",
                "--X",
                "Content-Type: application/octet-stream; name=\"../../etc/passwd\"",
                "Content-Transfer-Encoding: base64",
                "",
                "AAEC",
                "--X",
                "Content-Type: text/plain",
                "",
                "Bien \u00e0 vous",
                "--X--");
        assertThat(mail.text()).isEqualTo("Voilà :\n\nBien à vous");
        assertThat(mail.parts().getFirst().name()).isEqualTo(".._.._etc_passwd");
        assertThat(mail.parts().getFirst().content()).containsExactly(0, 1, 2);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "X-Nothing: 1 | PERSONAL",
                "Auto-Submitted: no | PERSONAL",
                "Auto-Submitted: auto-replied (vacation) | AUTOMATIC_REPLY",
                "Auto-Submitted: auto-generated | AUTOMATIC",
                "X-Autoreply: yes | AUTOMATIC_REPLY",
                "X-Auto-Response-Suppress: All | AUTOMATIC",
                "X-Auto-Response-Suppress: DR, NDR | PERSONAL",
                "Precedence: bulk | BULK",
                "Precedence: auto_reply | AUTOMATIC_REPLY",
                "List-Id: <news.example> | BULK",
                "Return-Path: <> | AUTOMATIC",
                "X-Failed-Recipients: x@y.example | BOUNCE",
            })
    void tellsPeopleFromAutomatisms(String header, Nature nature) throws Exception {
        assertThat(with(header).nature()).isEqualTo(nature);
    }

    @ParameterizedTest
    @ValueSource(strings = {"Réponse automatique : Congés", "Automatic reply: hello", "Out of Office: x"})
    void anAbsenceNoteIsKnownByItsSubjectWhereNoHeaderTells(String subject) throws Exception {
        String bytes = new String(subject.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
        assertThat(read("From: a@b.example", "Subject: " + bytes, "", "x").nature())
                .isEqualTo(Nature.AUTOMATIC_REPLY);
    }

    @Test
    void aBounceSaysWhomWhyAndWhichMail() throws Exception {
        ReadMail mail = read(
                "From: MAILER-DAEMON@mx.example",
                "Return-Path: <>",
                "Content-Type: multipart/report; report-type=delivery-status; boundary=X",
                "",
                "--X",
                "",
                "Sorry.",
                "--X",
                "Content-Type: message/delivery-status",
                "",
                "Reporting-MTA: dns; mx.example",
                "",
                "Final-Recipient: rfc822; gone@boutique.example",
                "Action: failed",
                "Status: 5.1.1",
                "Diagnostic-Code: smtp; 550 5.1.1",
                "  no such user",
                "--X",
                "Content-Type: message/rfc822",
                "",
                "Message-ID: <17.4711@vigie.example>",
                "Subject: [#4711] x",
                "",
                "x",
                "--X--");
        assertThat(mail.bounce())
                .isEqualTo(new Bounce(
                        "gone@boutique.example",
                        true,
                        "5.1.1",
                        "smtp; 550 5.1.1 no such user",
                        "17.4711@vigie.example"));
    }

    @Test
    void readsTheHeadersThatThreadsAreMadeOf() throws Exception {
        ReadMail mail = with(
                "Message-ID: <3@c.example>",
                "References: <1@a.example>\r\n <2@b.example>",
                "In-Reply-To: <2@b.example>",
                "Date: Thu, 26 Nov 2026 09:00:00 +0100 (CET)");
        assertThat(mail.messageId()).isEqualTo("3@c.example");
        assertThat(mail.references()).containsExactly("1@a.example", "2@b.example");
        assertThat(mail.date()).isEqualTo(Instant.parse("2026-11-26T08:00:00Z"));
    }

    @Test
    void whatIsNoMailIsSaidToBeNone() {
        assertThatThrownBy(() -> MailReader.read(new byte[0])).isInstanceOf(MailReader.NotAMail.class);
        assertThatThrownBy(() -> MailReader.read("no header at all".getBytes(StandardCharsets.UTF_8)))
                .isInstanceOf(MailReader.NotAMail.class);
    }

    @Test
    void nestedWithoutEndItEnds() throws Exception {
        var mail = new StringBuilder("From: a@b.example\r\nContent-Type: multipart/mixed; boundary=b0\r\n\r\n");
        for (int i = 0; i < 3_000; i++) {
            mail.append("--b")
                    .append(i)
                    .append("\r\nContent-Type: multipart/mixed; boundary=b")
                    .append(i + 1)
                    .append("\r\n\r\n");
        }
        assertThat(MailReader.read(mail.toString().getBytes(StandardCharsets.UTF_8))
                        .from()
                        .email())
                .isEqualTo("a@b.example");
    }

    /** Bytes of a good mail are changed, cut and doubled: something is always read, or said to be none. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void noByteMakesItFail(long seed) {
        var chance = new Random(seed);
        byte[] good = String.join(
                        "\r\n",
                        "From: =?utf-8?Q?L=C3=A9a?= <lea@b.example>",
                        "Subject: =?utf-8?B?w4ljcmFu?=",
                        "Content-Type: multipart/alternative; boundary=\"=_X\"",
                        "",
                        "--=_X",
                        "Content-Type: text/plain; charset=utf-7",
                        "Content-Transfer-Encoding: quoted-printable",
                        "",
                        "Bonjour +AOk- =C3=A9",
                        "--=_X",
                        "Content-Type: text/html; charset=utf-8",
                        "Content-Transfer-Encoding: base64",
                        "",
                        "PHA+Qm9uam91cjwvcD4=",
                        "--=_X--",
                        "")
                .getBytes(StandardCharsets.UTF_8);
        for (int i = 0; i < 400; i++) {
            byte[] bad =
                    java.util.Arrays.copyOf(good, chance.nextInt(4) == 0 ? chance.nextInt(good.length) : good.length);
            for (int j = chance.nextInt(12); j > 0 && bad.length > 0; j--) {
                bad[chance.nextInt(bad.length)] =
                        (byte) (chance.nextBoolean() ? chance.nextInt(256) : "=?<>;:\"\r\n".charAt(chance.nextInt(9)));
            }
            try {
                assertThat(MailReader.read(bad).text()).doesNotContain("\u0000");
            } catch (MailReader.NotAMail none) {
                assertThat(none).hasMessage("no header");
            }
        }
    }
}
