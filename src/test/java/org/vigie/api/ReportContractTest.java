package org.vigie.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.vigie.api.ContractHouse.get;
import static org.vigie.api.ContractHouse.post;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.regex.Pattern;
import java.util.zip.ZipFile;
import org.dhatim.fastexcel.reader.ReadableWorkbook;
import org.dhatim.fastexcel.reader.Row;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.vigie.api.ContractHouse.Answer;
import tools.jackson.databind.JsonNode;

/** {@code /reports/service}, in three forms and two languages, and the rows of every figure. */
@ExtendWith(ContractHouse.class)
class ReportContractTest {
    private static final String XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
    private static final YearMonth MONTH = YearMonth.now(ZoneOffset.UTC);
    private static final String REPORT = "/api/v1/reports/service?client=boutique&month=" + MONTH;

    @BeforeAll
    static void somethingToReport() {
        Answer opened = post(
                "sami",
                "/api/v1/tickets",
                "{\"client\":\"boutique\",\"title\":\"Rapporté\",\"impact\":\"high\",\"urgency\":\"high\",\"service\":\"shop\"}");
        post(
                "sami",
                "/api/v1/tickets/" + opened.json().path("number").asLong() + "/resolution",
                "{\"solution\":\"Fait\"}");
    }

    /** Every object of the report that is a figure. */
    private static List<JsonNode> figures(JsonNode report) {
        var figures = new ArrayList<JsonNode>();
        collect(report, figures);
        return figures;
    }

    private static void collect(JsonNode node, List<JsonNode> figures) {
        if (node.has("formula") && node.has("evidence")) {
            figures.add(node);
        }
        node.forEach(inner -> collect(inner, figures));
    }

    @Test
    void everyFigureOpensToTheRowsThatItWasCountedFrom() {
        JsonNode report = get("sami", REPORT).json();
        assertThat(report.path("client").asString()).isEqualTo("boutique");
        assertThat(report.path("month").asString()).isEqualTo(MONTH.toString());
        assertThat(report.path("services").path(0).path("verdict").asString()).isIn("kept", "missed", "not-measurable");
        assertThat(report.path("contract").path("unknownCountsAs").asString()).isEqualTo("unmeasured");
        List<JsonNode> figures = figures(report);
        assertThat(figures).hasSizeGreaterThan(20);
        for (JsonNode figure : figures) {
            assertThat(figure.has("value") && figure.has("unit")).isTrue();
            assertThat(figure.path("formula").asString()).isNotBlank();
            Answer rows = get("sami", figure.path("evidence").asString());
            assertThat(rows.status()).as(figure.toString()).isEqualTo(200);
            if (figure.path("unit").asString().equals("count")
                    && figure.path("kept").isNull()
                    && !figure.path("value").isNull()) {
                assertThat(rows.json().path("rows").size())
                        .as(figure.toString())
                        .isEqualTo(figure.path("value").asInt());
            }
        }
    }

    @Test
    void theWorkbookHoldsEveryFigureAsANumberWithItsLink() throws IOException {
        JsonNode report = get("sami", REPORT).json();
        int expected = figures(report).size();
        for (String language : List.of("fr", "en")) {
            Answer answer = get("sami", REPORT + "&lang=" + language, "Accept", XLSX);
            assertThat(answer.status()).isEqualTo(200);
            assertThat(answer.header("Content-Type")).startsWith(XLSX);
            assertThat(answer.header("Content-Disposition")).contains("boutique-" + MONTH + "-" + language + ".xlsx");
            List<Row> rows;
            try (var workbook = new ReadableWorkbook(new ByteArrayInputStream(answer.bytes()))) {
                rows = workbook.getFirstSheet().read();
            }
            int head = 0;
            while (!rows.get(head).getCellText(0).equals(language.equals("fr") ? "Rubrique" : "Section")) {
                head++;
            }
            assertThat(rows.get(0).getCellText(0)).contains("Boutique du Port SARL");
            List<Row> figures = rows.subList(head + 1, rows.size());
            assertThat(figures).hasSize(expected);
            assertThat(figures)
                    .allSatisfy(
                            row -> assertThat(row.getCellText(9)).as("formula").isNotBlank())
                    .anySatisfy(row -> {
                        assertThat(row.getCellText(2))
                                .isEqualTo(language.equals("fr") ? "Ouverts dans le mois" : "Opened in the month");
                        assertThat(row.getCellAsNumber(3).orElseThrow()).isPositive();
                    });
            assertThat(links(answer.bytes()))
                    .hasSize(expected)
                    .allSatisfy(link -> assertThat(link)
                            .startsWith(ContractHouse.house().url() + "/reports/boutique/" + MONTH + "/evidence/"));
        }
    }

    private static List<String> links(byte[] workbook) throws IOException {
        var links = new ArrayList<String>();
        // Not read as a stream: the writer says the sizes of its entries only at the end.
        Path file = Files.createTempFile("report", ".xlsx");
        try (var zip = new ZipFile(Files.write(file, workbook).toFile())) {
            for (var entry : Collections.list(zip.entries())) {
                if (entry.getName().endsWith(".rels")) {
                    Pattern.compile("Target=\"(http[^\"]+)\"")
                            .matcher(new String(zip.getInputStream(entry).readAllBytes(), StandardCharsets.UTF_8))
                            .results()
                            .forEach(found -> links.add(found.group(1)));
                }
            }
        } finally {
            Files.delete(file);
        }
        return links;
    }

    @Test
    void thePaperComesInBothLanguages() {
        for (String language : List.of("fr", "en")) {
            Answer paper = get("sami", REPORT + "&lang=" + language, "Accept", "application/pdf");
            assertThat(paper.status()).isEqualTo(200);
            assertThat(paper.header("Content-Disposition")).contains("boutique-" + MONTH + "-" + language + ".pdf");
            assertThat(new String(paper.bytes(), 0, 5, StandardCharsets.US_ASCII))
                    .isEqualTo("%PDF-");
        }
        assertThat(get("sami", REPORT + "&lang=fr").text())
                .isNotEqualTo(get("sami", REPORT + "&lang=en").text());
    }

    @Test
    void refusesAMonthALanguageOrAFigureThatIsNone() {
        String report = "/api/v1/reports/service?client=boutique&";
        assertThat(get("sami", report + "month=2026-13").error()).startsWith("month ");
        assertThat(get("sami", report + "month=" + MONTH.plusMonths(2)).error()).startsWith("month ");
        assertThat(get("sami", report + "month=1999-12").error()).startsWith("month ");
        assertThat(get("sami", report + "lang=de").error()).isEqualTo("lang refusal.choice");
        assertThat(get("sami", "/api/v1/reports/service/evidence?client=boutique&month=" + MONTH + "&figure=none")
                        .status())
                .isEqualTo(404);
        assertThat(get("sami", "/api/v1/reports/service?client=mairie").status())
                .isEqualTo(404);
        assertThat(get("admin", "/api/v1/reports/service").error()).isEqualTo("client refusal.client.required");
        assertThat(get("durand", report).status()).isEqualTo(200);
    }
}
