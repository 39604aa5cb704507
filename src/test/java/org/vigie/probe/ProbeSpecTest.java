package org.vigie.probe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class ProbeSpecTest {
    @ParameterizedTest(name = "{index}: {0}")
    @MethodSource("refused")
    void refusesWhatCannotBeAsked(String field, ThrowingCallable making) {
        assertThatExceptionOfType(InvalidProbe.class).isThrownBy(making).satisfies(invalid -> {
            assertThat(invalid.field()).isEqualTo(field);
            var rule = new Finding(invalid.rule(), invalid.args());
            assertThat(FindingWords.say(rule, Locale.FRENCH))
                    .isNotBlank()
                    .isNotEqualTo(FindingWords.say(rule, Locale.ENGLISH));
            assertThat(FindingWords.say(rule, Locale.FRENCH)).doesNotContain("probe.rule", "{");
        });
    }

    static Stream<Arguments> refused() {
        return Stream.of(
                refusal("host", () -> TcpSpec.to("", 80)),
                refusal("host", () -> TcpSpec.to("two words", 80)),
                refusal("host", () -> TcpSpec.to("300.1.1.1", 80)),
                refusal("host", () -> IcmpSpec.to("fe80::zz")),
                refusal("port", () -> TcpSpec.to("alpha.example", 0)),
                refusal("port", () -> TcpSpec.to("alpha.example", 65_536)),
                refusal("count", () -> new IcmpSpec("alpha.example", 21, Levels.none(), Levels.none())),
                refusal("loss.critical", () -> new IcmpSpec("alpha.example", 1, Levels.of(0.5, 1.5), Levels.none())),
                refusal("levels.warning", () -> Levels.of(2, 1)),
                refusal("levels.warning", () -> Levels.of(-1, 1)),
                refusal("expect", () -> new TcpSpec("alpha.example", 80, null, "", Levels.none())),
                refusal("url", () -> HttpSpec.get("ftp://alpha.example/")),
                refusal("url", () -> HttpSpec.get("https://alice:secret@alpha.example/")),
                refusal("url", () -> HttpSpec.get("https:///nowhere")),
                refusal("url", () -> HttpSpec.get("http://alpha.example:99999/")),
                refusal("method", () -> HttpSpec.get("http://a.example/").sending("GET /x", Map.of(), null)),
                refusal(
                        "headers",
                        () -> HttpSpec.get("http://a.example/").sending("GET", Map.of("X", "a\r\nY: b"), null)),
                refusal(
                        "headers",
                        () -> HttpSpec.get("http://a.example/").sending("GET", Map.of("Content-Length", "1"), null)),
                refusal("statuses", () -> HttpExpectation.statuses("20x")),
                refusal("statuses", () -> HttpExpectation.statuses(new String[0])),
                refusal("regex", () -> HttpExpectation.success().matching("(")),
                refusal("redirects.max", () -> new Redirects(Redirects.Policy.FOLLOW, 21)),
                refusal("credentials.user", () -> new Credentials.Basic("a:b", "c")),
                refusal("credentials.token", () -> new Credentials.Bearer("two words")),
                refusal("authorityPem", () -> Trust.also("not a certificate")),
                refusal("warningDays", () -> new TlsSpec("a.example", 443, null, 3, 7, Trust.publicAuthorities())),
                refusal("type", () -> DnsSpec.of("a.example", "NONSENSE")),
                refusal("levels", () -> new LocalHostSpec(LocalHostSpec.What.CPU, Levels.of(50, 90), Set.of())),
                refusal("only", () -> new LocalHostSpec(LocalHostSpec.What.CPU, Levels.none(), Set.of("/"))));
    }

    private static Arguments refusal(String field, ThrowingCallable making) {
        return Arguments.of(field, making);
    }

    @Test
    void keepsSecretsOutOfSight() {
        var spec = HttpSpec.get("http://a.example/").as(new Credentials.Basic("alice", "sesame"));
        assertThat(spec.toString()).contains("alice").doesNotContain("sesame");
        assertThat(new Credentials.Bearer("sesame").toString()).doesNotContain("sesame");
    }

    @Test
    void writesNamesInTheLettersOfTheWire() {
        assertThat(TcpSpec.to("bücher.example", 80).host()).isEqualTo("xn--bcher-kva.example");
        assertThat(TcpSpec.to("[::1]", 80).host()).isEqualTo("::1");
    }

    @Test
    void acceptsCodesAndClasses() {
        var expected = HttpExpectation.statuses("200", "3xx");
        assertThat(List.of(200, 301, 399).stream().allMatch(expected::accepts)).isTrue();
        assertThat(List.of(201, 404, 500).stream().anyMatch(expected::accepts)).isFalse();
    }
}
