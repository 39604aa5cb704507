package org.vigie.mail.message;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class QuotedTextTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "Le jeu. 26 nov. 2026 à 09:00, Support <support@vigie.example> a écrit :\n> Bonjour",
                "Le 26/11/2026 à 09:00, Centre de services au nom très long\n<support@vigie.example> a écrit :\n\n> Bonjour",
                "On Thu, Nov 26, 2026 at 9:00 AM Support <support@vigie.example> wrote:\n> Hello",
                "Am 26.11.2026 um 09:00 schrieb Support:\n> Hallo",
                "-----Message d'origine-----\nDe : Support\nEnvoyé : jeudi\nÀ : Mme Durand\nObjet : x\n\nBonjour",
                "________________________________\nDe : Support <support@vigie.example>\nEnvoyé : jeudi 26 novembre 2026 09:00\nÀ : Mme Durand\nObjet : x\n\nBonjour",
                "From: Support\nSent: Thursday\nTo: Mrs Durand\nSubject: x\n\nHello",
                "*De :* Support\n*Envoyé :* jeudi\n*À :* Mme Durand\n*Objet :* x\n\nBonjour",
                "##- Répondez au-dessus de cette ligne -##\nBonjour",
                "> Bonjour\n> vous",
                "-- \nMme Durand\nBoutique du Port",
            })
    void foldsWhatAProgramRepeats(String repeated) {
        var split = QuotedText.of("Merci, cela marche.\nBonne journée\n\n" + repeated);
        assertThat(split.fresh()).isEqualTo("Merci, cela marche.\nBonne journée");
        assertThat(split.quoted()).isEqualTo(repeated.strip());
    }

    @Test
    void leavesAnswersBetweenQuotedLinesWhereTheyStand() {
        String text = "> Quel poste ?\nLe 12.\n\n> Depuis quand ?\nCe matin.";
        assertThat(QuotedText.of(text)).isEqualTo(new QuotedText(text, ""));
        String below = "Le 26/11/2026, Support a écrit :\n> Quel poste ?\nLe 12.";
        assertThat(QuotedText.of(below).fresh()).isEqualTo(below);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Le serveur est lent.",
                "De : il manque la lettre\net c'est tout",
                "Le message a écrit :-)",
                "On a reçu l'erreur -- et plus rien",
                "2 > 1",
                "From: durand@boutique.example ne marche pas",
                ""
            })
    void leavesWhatOnlyLooksLikeIt(String text) {
        assertThat(QuotedText.of(text)).isEqualTo(new QuotedText(text.strip(), ""));
    }

    @Test
    void aForwardedMailIsAllOfWhatTheySend() {
        String forwarded =
                "-----Message transféré-----\nDe : Fournisseur\nÀ : Mme Durand\nObjet : Panne\n\nNous coupons.";
        assertThat(QuotedText.of(forwarded).fresh()).isEqualTo(forwarded);
    }
}
