package org.vigie.response;

import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.stream.Collectors;
import org.springframework.context.MessageSource;
import org.springframework.stereotype.Component;
import org.vigie.alerting.Alert;
import org.vigie.inventory.Asset;
import org.vigie.inventory.BusinessService;
import org.vigie.organization.Client;
import org.vigie.organization.Clients;
import org.vigie.organization.Site;
import org.vigie.organization.Sites;
import org.vigie.page.Texts;
import org.vigie.shared.Scope;
import org.vigie.shared.Words;

/** What this room writes into tickets, in the language of the client and the time of its first site. */
@Component
class Sentences {

    private static final int TITLE = 200;

    private final MessageSource source;
    private final Clients clients;
    private final Sites sites;

    Sentences(MessageSource source, Clients clients, Sites sites) {
        this.source = source;
        this.clients = clients;
        this.sites = sites;
    }

    String title(Asset asset, Alert alert) {
        Texts texts = texts();
        String title = texts.t("response.title", asset.name(), texts.say(alert.summary()));
        return title.length() <= TITLE ? title : title.substring(0, TITLE - 1) + "…";
    }

    String description(Asset asset, Alert alert, List<BusinessService> affected, Rule rule) {
        Texts texts = texts();
        String services = affected.isEmpty()
                ? texts.t("response.description.no-service")
                : affected.stream().map(BusinessService::name).collect(Collectors.joining(", "));
        return texts.t(
                "response.description",
                asset.name(),
                texts.say(alert.summary()),
                alert.openedAt(),
                services,
                Long.toString(alert.id()),
                Integer.toString(rule.position()));
    }

    String solution(Holding holding) {
        return texts().t("response.solution", holding.since(), holding.until());
    }

    String say(Words words) {
        return texts().say(words);
    }

    String t(String code, Object... args) {
        return texts().t(code, args);
    }

    Client client() {
        return clients.get(Scope.tenant());
    }

    private Texts texts() {
        ZoneId zone = sites.all().stream().findFirst().map(Site::timezone).orElse(ZoneOffset.UTC);
        return new Texts(source, client().locale(), zone);
    }
}
