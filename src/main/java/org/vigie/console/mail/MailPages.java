package org.vigie.console.mail;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.View;
import org.springframework.web.servlet.view.RedirectView;
import org.vigie.identity.Needs;
import org.vigie.identity.Permission;
import org.vigie.identity.Viewer;
import org.vigie.identity.ViewerScope;
import org.vigie.mail.Arrival;
import org.vigie.mail.Arrivals;
import org.vigie.mail.Mailbox;
import org.vigie.mail.Mailboxes;
import org.vigie.mail.message.MailReader;
import org.vigie.mail.message.ReadMail;
import org.vigie.organization.Client;
import org.vigie.organization.Clients;
import org.vigie.page.Pages;
import org.vigie.servicedesk.intake.Intake;
import org.vigie.shared.Page;
import org.vigie.shared.Refused;
import org.vigie.shared.TenantId;

/** {@code /mails}: what came, what is held and why, and what a person decides about it. */
@Controller
@Needs(Permission.SORT_MAIL)
class MailPages {
    private static final int SHOWN = 50;
    private static final int MOST_COUNTED = 100;
    private static final int LONGEST_SHOWN = 20_000;

    private final Arrivals arrivals;
    private final Mailboxes mailboxes;
    private final Intake intake;
    private final Clients clients;
    private final ViewerScope look;
    private final Pages pages;

    MailPages(Arrivals arrivals, Mailboxes mailboxes, Intake intake, Clients clients, ViewerScope look, Pages pages) {
        this.arrivals = arrivals;
        this.mailboxes = mailboxes;
        this.intake = intake;
        this.clients = clients;
        this.look = look;
        this.pages = pages;
    }

    @GetMapping("/mails")
    View list(
            Viewer viewer,
            HttpServletRequest request,
            @RequestParam(defaultValue = "held") String state,
            @RequestParam(required = false) @Nullable String cursor) {
        Page<Arrival> page = arrivals.list(state(state), cursor, SHOWN);
        Map<String, Object> params = new HashMap<>();
        params.put("rows", page.items());
        params.put("next", page.next() == null ? "" : page.next());
        params.put("state", state);
        params.put("held", arrivals.count(Arrival.State.HELD, MOST_COUNTED));
        params.put("boxes", boxes());
        params.put("administers", viewer.may(Permission.ADMINISTER));
        return pages.show(request, "mail/mails", params);
    }

    private static Arrival.@Nullable State state(String written) {
        if (written.isBlank() || written.equals("all")) {
            return null;
        }
        for (Arrival.State state : Arrival.State.values()) {
            if (state.name().toLowerCase(Locale.ROOT).equals(written)) {
                return state;
            }
        }
        throw Refused.field("state", "refusal.mail.state", written);
    }

    private Map<Long, String> boxes() {
        Map<Long, String> boxes = new HashMap<>();
        mailboxes.all().forEach((Mailbox box) -> boxes.put(box.id(), box.address()));
        return boxes;
    }

    @GetMapping("/mails/{mail}")
    View show(Viewer viewer, HttpServletRequest request, @PathVariable long mail) {
        Arrival arrival = arrivals.get(mail);
        ReadMail read = read(arrivals.raw(mail));
        List<Client> all = look.all(viewer, clients::visible);
        Map<String, Object> params = new HashMap<>();
        params.put("arrival", arrival);
        params.put("box", boxes().getOrDefault(arrival.mailbox(), ""));
        params.put("read", read);
        params.put("text", read == null ? "" : shown(read.text()));
        params.put("clients", all);
        params.put("likely", likely(arrival, all));
        return pages.show(request, "mail/mail", params);
    }

    /** The client of the mailbox, where it has one: mostly it is theirs. */
    private String likely(Arrival arrival, List<Client> all) {
        TenantId of = mailboxes.find(arrival.mailbox()).map(Mailbox::client).orElse(null);
        return all.stream()
                .filter(client -> client.id().equals(of))
                .map(Client::key)
                .findFirst()
                .orElse("");
    }

    private static @Nullable ReadMail read(byte[] raw) {
        try {
            return MailReader.read(raw);
        } catch (MailReader.NotAMail | RuntimeException odd) {
            return null;
        }
    }

    private static String shown(String text) {
        return text.length() <= LONGEST_SHOWN ? text : text.substring(0, LONGEST_SHOWN) + "…";
    }

    /** As it came, for a mail program: never opened by the browser. */
    @GetMapping("/mails/{mail}/source")
    void source(HttpServletResponse response, @PathVariable long mail) {
        arrivals.get(mail);
        MailSource.send(response, mail, arrivals.raw(mail));
    }

    @PostMapping("/mails/{mail}/ticket")
    View open(Viewer viewer, @PathVariable long mail, @RequestParam String client) {
        TenantId whose = look.tenant(viewer, client);
        return new RedirectView("/tickets/" + intake.openAsTicket(mail, whose, viewer.actor()));
    }

    @PostMapping("/mails/{mail}/trial")
    View again(Viewer viewer, @PathVariable long mail) {
        arrivals.again(mail, viewer.actor());
        return new RedirectView("/mails/" + mail);
    }

    @PostMapping("/mails/{mail}/removal")
    View drop(Viewer viewer, @PathVariable long mail) {
        arrivals.drop(mail, viewer.actor());
        return new RedirectView("/mails");
    }
}
