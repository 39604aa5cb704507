package org.vigie.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.vigie.api.ContractHouse.delete;
import static org.vigie.api.ContractHouse.get;
import static org.vigie.api.ContractHouse.post;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.vigie.alerting.Alert;
import org.vigie.alerting.Alerts;
import org.vigie.alerting.Recovery;
import org.vigie.alerting.Signal;
import org.vigie.api.ContractHouse.Answer;
import org.vigie.organization.Clients;
import org.vigie.shared.Scope;
import org.vigie.shared.Severity;
import org.vigie.shared.TenantId;
import org.vigie.shared.Words;
import tools.jackson.databind.JsonNode;

/** {@code /checks}, {@code /alerts} and {@code /metrics}. */
@ExtendWith(ContractHouse.class)
class SupervisionContractTest {

    @Test
    void checksAreListedByStateAndAsset() {
        Answer all = get("sami", "/api/v1/checks?client=boutique");
        assertThat(all.items().size()).isEqualTo(2);
        JsonNode one = all.items().path(0);
        assertThat(one.path("state").asString()).isEqualTo("pending");
        assertThat(one.path("interval").asString()).startsWith("PT");
        assertThat(get("sami", "/api/v1/checks/" + one.path("id").asLong()).json())
                .isEqualTo(one);
        assertThat(get("sami", "/api/v1/checks?state=pending").items().size()).isEqualTo(2);
        assertThat(get("sami", "/api/v1/checks?state=critical").items().size()).isZero();
        assertThat(get("sami", "/api/v1/checks?client=boutique&asset=web-1")
                        .items()
                        .size())
                .isEqualTo(2);
        assertThat(get("sami", "/api/v1/checks?client=boutique&asset=nas-1")
                        .items()
                        .size())
                .isZero();
        assertThat(get("sami", "/api/v1/checks?state=green").error()).isEqualTo("state refusal.choice");
        assertThat(get("sami", "/api/v1/checks/999999").status()).isEqualTo(404);
    }

    private static TenantId boutique() {
        return Scope.across("a test")
                .call(() -> ContractHouse.house().bean(Clients.class).find("boutique"))
                .orElseThrow()
                .id();
    }

    private static final String SYMPTOM = "contract";

    private static Alert raised(long asset) {
        return Scope.of(boutique())
                .call(() -> ContractHouse.house()
                        .bean(Alerts.class)
                        .raise(new Signal(
                                asset,
                                SYMPTOM,
                                "web-1-http",
                                1,
                                Severity.WARNING,
                                Words.of("probe.refused"),
                                Instant.now().truncatedTo(ChronoUnit.MICROS))));
    }

    @Test
    void anAlertIsAcknowledgedOnceAndClearedWhenItIsOver() {
        long asset = get("sami", "/api/v1/assets?client=boutique&q=nas-1")
                .items()
                .path(0)
                .path("id")
                .asLong();
        long id = raised(asset).id();
        String path = "/api/v1/alerts/" + id;
        JsonNode open = get("sami", path).json();
        assertThat(open.path("client").asString()).isEqualTo("boutique");
        assertThat(open.path("asset").asString()).isEqualTo("nas-1");
        assertThat(open.path("severity").asString()).isEqualTo("warning");
        assertThat(open.path("clearedAt").isNull()).isTrue();
        assertThat(open.path("cause").isNull()).isTrue();
        assertThat(get("sami", "/api/v1/alerts?client=boutique&status=open&asset=nas-1&severity=warning")
                        .items()
                        .path(0)
                        .path("id")
                        .asLong())
                .isEqualTo(id);
        assertThat(get("sami", "/api/v1/alerts?client=boutique&status=cleared&asset=nas-1")
                        .items()
                        .size())
                .isZero();

        Answer known = post("sami", path + "/acknowledgement", "{\"note\":\"Je regarde\"}", "Idempotency-Key", "ack-1");
        assertThat(known.json().path("acknowledgedAt").isNull()).isFalse();
        assertThat(known.json().path("acknowledgedBy").asString()).isEqualTo("sami");
        Answer withdrawn = delete("sami", path + "/acknowledgement");
        assertThat(withdrawn.json().path("acknowledgedAt").isNull()).isTrue();
        Answer again = post("sami", path + "/acknowledgement", "{\"note\":\"Je regarde\"}", "Idempotency-Key", "ack-1");
        assertThat(again.text()).isEqualTo(known.text());
        assertThat(get("sami", path).json().path("acknowledgedAt").isNull())
                .as("a repetition acts no second time")
                .isTrue();
        assertThat(post("sami", path + "/acknowledgement", "{\"nota\":\"x\"}").error())
                .isEqualTo("nota refusal.body.unknown");
        assertThat(post("durand", path + "/acknowledgement", "{}").status()).isEqualTo(404);
        assertThat(get("sami", path + "/timeline").items().size()).isGreaterThanOrEqualTo(3);

        Scope.of(boutique())
                .run(() -> ContractHouse.house()
                        .bean(Alerts.class)
                        .clear(new Recovery(
                                asset,
                                SYMPTOM,
                                "web-1-http",
                                1,
                                Words.of("probe.good"),
                                Instant.now().truncatedTo(ChronoUnit.MICROS))));
        assertThat(get("sami", path).json().path("clearedAt").isNull()).isFalse();
        assertThat(get("sami", "/api/v1/alerts?client=boutique&status=cleared&asset=nas-1")
                        .items()
                        .size())
                .isEqualTo(1);
        assertThat(get("sami", "/api/v1/alerts?status=closed").error()).isEqualTo("status refusal.choice");
        assertThat(get("sami", "/api/v1/alerts?client=boutique&asset=none").error())
                .startsWith("asset ");
        assertThat(get("sami", "/api/v1/alerts/999999").status()).isEqualTo(404);
        assertThat(post("sami", "/api/v1/alerts/999999/acknowledgement", "{}").status())
                .isEqualTo(404);
    }

    @Test
    void aRangeIsRefusedWhereItCannotBeRight() {
        String range = "/api/v1/metrics/range?series=999999&from=2026-11-26T00:00:00Z&to=";
        assertThat(get("sami", range + "2026-11-26T01:00:00Z").status()).isEqualTo(404);
        assertThat(get("sami", range + "2025-11-26T01:00:00Z").error()).isEqualTo("to refusal.order");
        assertThat(get("sami", range + "2026-11-26T01:00:00Z&step=PT0S").error())
                .startsWith("step ");
        assertThat(get("sami", range + "2026-11-26T01:00:00Z&step=5m").error()).startsWith("step ");
        assertThat(get("sami", range + "2026-11-26T01:00:00Z&aggregate=mode").error())
                .isEqualTo("aggregate refusal.choice");
        assertThat(get("sami", range + "2027-11-26T01:00:00Z&step=PT1S").error())
                .startsWith("step ");
        assertThat(get("sami", range + "2027-11-26T01:00:00Z").error()).startsWith("to ");
        assertThat(get("sami", "/api/v1/metrics/range?series=1&from=2026-11-26T00:00:00Z")
                        .error())
                .startsWith("to ");
        assertThat(get("sami", "/api/v1/metrics/series?client=boutique&asset=web-1&name=probe_duration_seconds")
                        .items()
                        .isArray())
                .isTrue();
    }
}
