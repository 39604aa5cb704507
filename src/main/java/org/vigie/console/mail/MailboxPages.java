package org.vigie.console.mail;

import jakarta.servlet.http.HttpServletRequest;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
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
import org.vigie.mail.Mailbox;
import org.vigie.mail.MailboxHealth;
import org.vigie.mail.Mailboxes;
import org.vigie.mail.SenderRules;
import org.vigie.organization.Client;
import org.vigie.organization.Clients;
import org.vigie.page.Pages;
import org.vigie.shared.FieldError;
import org.vigie.shared.Refused;
import org.vigie.shared.TenantId;
import org.vigie.shared.Words;

/** {@code /mailboxes}: where mail comes from, how each mailbox is, and whose a sender's mail is. */
@Controller
@Needs(Permission.ADMINISTER)
class MailboxPages {
    /** No client has this key: mail that is dropped. */
    private static final String NOBODY = "-";

    private final Mailboxes mailboxes;
    private final SenderRules rules;
    private final Clients clients;
    private final ViewerScope look;
    private final Pages pages;
    private final InstantSource clock;

    MailboxPages(
            Mailboxes mailboxes,
            SenderRules rules,
            Clients clients,
            ViewerScope look,
            Pages pages,
            InstantSource clock) {
        this.mailboxes = mailboxes;
        this.rules = rules;
        this.clients = clients;
        this.look = look;
        this.pages = pages;
        this.clock = clock;
    }

    @GetMapping("/mailboxes")
    View list(Viewer viewer, HttpServletRequest request) {
        return list(viewer, request, 200, List.of(), "");
    }

    private View list(Viewer viewer, HttpServletRequest request, int status, List<FieldError> errors, String pattern) {
        Map<TenantId, String> names = new HashMap<>();
        List<Client> all = look.all(viewer, clients::visible);
        all.forEach(client -> names.put(client.id(), client.name()));
        Map<Long, MailboxHealth> health = mailboxes.health();
        List<MailboxRow> rows = mailboxes.all().stream()
                .map(box -> row(box, health.get(box.id()), names))
                .toList();
        Map<String, Object> params = new HashMap<>();
        params.put("rows", rows);
        params.put("rules", rules.all());
        params.put("clients", all);
        params.put("names", names);
        params.put("errors", errors);
        params.put("pattern", pattern);
        return pages.show(request, status, "mail/mailboxes", params);
    }

    private MailboxRow row(Mailbox box, @Nullable MailboxHealth health, Map<TenantId, String> names) {
        return new MailboxRow(
                box,
                box.client() == null ? null : names.get(box.client()),
                health,
                health == null ? null : health.trouble(box, clock.instant()));
    }

    @GetMapping("/mailboxes/new")
    View fresh(Viewer viewer, HttpServletRequest request) {
        return form(viewer, request, 200, null, MailboxForm.fresh(), List.of(), null);
    }

    @GetMapping("/mailboxes/{mailbox}")
    View show(Viewer viewer, HttpServletRequest request, @PathVariable String mailbox) {
        Mailbox box = mailboxes.get(mailbox);
        Map<TenantId, String> keys = new HashMap<>();
        look.all(viewer, clients::visible).forEach(client -> keys.put(client.id(), client.key()));
        return form(viewer, request, 200, box, MailboxForm.of(box, keys), List.of(), null);
    }

    @PostMapping("/mailboxes/new")
    View create(Viewer viewer, HttpServletRequest request, @RequestParam Map<String, String> typed) {
        var form = new MailboxForm(typed);
        try {
            Mailbox box = mailboxes.put(form.draft(key(form.get("address")), keys(viewer)), 0L, viewer.actor());
            return new RedirectView("/mailboxes/" + box.key());
        } catch (Refused refused) {
            return form(viewer, request, 422, null, form, refused.inForm(), null);
        }
    }

    /** What the address says, so that nobody has to think of a key. */
    private static String key(String address) {
        String key = address.strip()
                .toLowerCase(Locale.ROOT)
                .replaceAll("[^a-z0-9]+", "-")
                .replaceAll("^-+|-+$", "");
        return key.length() > 60 ? key.substring(0, 60) : key;
    }

    @PostMapping("/mailboxes/{mailbox}")
    View change(
            Viewer viewer,
            HttpServletRequest request,
            @PathVariable String mailbox,
            @RequestParam Map<String, String> typed) {
        Mailbox before = mailboxes.get(mailbox);
        var form = new MailboxForm(typed);
        try {
            mailboxes.put(form.draft(before.key(), keys(viewer)), form.version(), viewer.actor());
            return new RedirectView("/mailboxes/" + mailbox);
        } catch (Refused refused) {
            return form(viewer, request, 422, before, form, refused.inForm(), null);
        }
    }

    /** Signs in as reading it will, and says what came of it. */
    @PostMapping("/mailboxes/{mailbox}/trial")
    View tried(Viewer viewer, HttpServletRequest request, @PathVariable String mailbox) {
        Mailbox box = mailboxes.get(mailbox);
        Words trouble = mailboxes.tried(mailbox);
        Map<TenantId, String> keys = new HashMap<>();
        look.all(viewer, clients::visible).forEach(client -> keys.put(client.id(), client.key()));
        return form(
                viewer,
                request,
                200,
                box,
                MailboxForm.of(box, keys),
                List.of(),
                trouble == null ? Words.of("mail.tried", box.imap().host()) : trouble);
    }

    @PostMapping("/mailboxes/{mailbox}/removal")
    View remove(Viewer viewer, @PathVariable String mailbox) {
        mailboxes.remove(mailbox, viewer.actor());
        return new RedirectView("/mailboxes");
    }

    @PostMapping("/sender-rules")
    View rule(
            Viewer viewer,
            HttpServletRequest request,
            @RequestParam String pattern,
            @RequestParam(defaultValue = "") String client) {
        try {
            rules.put(pattern, client.equals(NOBODY) ? null : look.tenant(viewer, client), viewer.actor());
            return new RedirectView("/mailboxes#rules");
        } catch (Refused refused) {
            return list(viewer, request, 422, refused.inForm(), pattern);
        }
    }

    @PostMapping("/sender-rules/{rule}/removal")
    View removeRule(Viewer viewer, @PathVariable long rule) {
        rules.remove(rule, viewer.actor());
        return new RedirectView("/mailboxes#rules");
    }

    private Map<String, TenantId> keys(Viewer viewer) {
        var keys = new TreeMap<String, TenantId>();
        look.all(viewer, clients::visible).forEach(client -> keys.put(client.key(), client.id()));
        return keys;
    }

    private View form(
            Viewer viewer,
            HttpServletRequest request,
            int status,
            @Nullable Mailbox box,
            MailboxForm form,
            List<FieldError> errors,
            @Nullable Words tried) {
        Map<String, Object> params = new HashMap<>();
        params.put("box", box);
        params.put("form", form);
        params.put("errors", errors);
        params.put("clients", look.all(viewer, clients::visible));
        params.put("tried", tried);
        params.put("well", tried != null && tried.code().equals("mail.tried"));
        return pages.show(request, status, "mail/mailbox", params);
    }
}
