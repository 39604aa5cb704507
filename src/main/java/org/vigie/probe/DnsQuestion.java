package org.vigie.probe;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.PortUnreachableException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletionException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.xbill.DNS.DClass;
import org.xbill.DNS.ExtendedResolver;
import org.xbill.DNS.Message;
import org.xbill.DNS.Name;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Record;
import org.xbill.DNS.Resolver;
import org.xbill.DNS.Section;
import org.xbill.DNS.SimpleResolver;
import org.xbill.DNS.TextParseException;
import org.xbill.DNS.Type;

/** One question to a name server; only a server that the check names is blamed for its silence. */
final class DnsQuestion extends Question {
    private final DnsSpec spec;
    private @Nullable InetAddress asked;

    DnsQuestion(ProbeSite site, DnsSpec spec, Duration timeout, Consumer<ProbeResult> answer) {
        super(site, timeout, answer);
        this.spec = spec;
    }

    @Override
    void ask() {
        String server = spec.server();
        if (server == null) {
            send(new ExtendedResolver());
        } else {
            site.names().find(server, found -> site.loop().post(() -> resolved(found)));
        }
    }

    private void resolved(Names.Found found) {
        if (isAnswered()) {
            return;
        }
        if (found.verdict() != null) {
            answer(found.verdict().outcome(), found.verdict().finding());
            return;
        }
        asked = found.addresses().getFirst();
        send(new SimpleResolver(new InetSocketAddress(asked, spec.port())));
    }

    private void send(Resolver resolver) {
        resolver.setTimeout(timeout);
        Message query;
        try {
            Name name = Name.fromString(spec.name().endsWith(".") ? spec.name() : spec.name() + ".");
            query = Message.newQuery(Record.newRecord(name, Type.value(spec.type()), DClass.IN));
        } catch (TextParseException malformed) {
            answer(Outcome.UNKNOWN, Finding.of("own.broken", malformed));
            return;
        }
        resolver.sendAsync(query)
                .whenComplete((reply, failure) -> site.loop().post(() -> {
                    if (isAnswered()) {
                        return;
                    }
                    if (reply != null) {
                        heard(reply);
                    } else {
                        failed(
                                failure instanceof CompletionException && failure.getCause() != null
                                        ? failure.getCause()
                                        : failure);
                    }
                }));
    }

    private void heard(Message reply) {
        int code = reply.getRcode();
        if (code == Rcode.NXDOMAIN) {
            answer(Outcome.CRITICAL, Finding.of("dns.unknown", spec.name(), Rcode.string(code)));
        } else if (code != Rcode.NOERROR) {
            answer(asked == null ? Outcome.UNKNOWN : Outcome.CRITICAL, Finding.of("dns.refused", Rcode.string(code)));
        } else {
            judge(answers(reply));
        }
    }

    private Set<String> answers(Message reply) {
        var answers = new TreeSet<String>();
        for (Record each : reply.getSection(Section.ANSWER)) {
            if (each.getType() == Type.value(spec.type())) {
                answers.add(plain(each.rdataToString()));
            }
        }
        return answers;
    }

    private void judge(Set<String> answers) {
        measures.add(Measure.of("probe_dns_answers", "", answers.size()));
        if (answers.isEmpty()) {
            answer(Outcome.CRITICAL, Finding.of("dns.empty", spec.name(), spec.type()));
            return;
        }
        String heard = Excerpt.of(String.join(", ", answers));
        for (String wanted : spec.expected()) {
            if (!answers.contains(plain(wanted))) {
                answer(
                        Outcome.CRITICAL,
                        Finding.of("dns.differs", heard, Excerpt.of(String.join(", ", spec.expected()))));
                return;
            }
        }
        answerWithin(spec.responseTime(), Finding.of("dns.good", heard, millis(elapsedNanos())));
    }

    /** Addresses in one spelling, names without the final dot, texts without quotes, all in small letters. */
    private static String plain(String answer) {
        InetAddress literal = Hosts.literal(answer);
        if (literal != null) {
            return literal.getHostAddress();
        }
        String bare = answer.replace("\"", "").toLowerCase(Locale.ROOT);
        return bare.endsWith(".") ? bare.substring(0, bare.length() - 1) : bare;
    }

    private void failed(Throwable why) {
        InetAddress server = asked;
        if (why instanceof SocketTimeoutException
                || why instanceof UnknownHostException
                || String.valueOf(why.getMessage()).startsWith("Timed out")) {
            onSilence();
        } else if (server == null) {
            answer(Outcome.UNKNOWN, Finding.of("own.resolver", spec.name(), why));
        } else if (why instanceof PortUnreachableException) {
            answer(Outcome.CRITICAL, Finding.of("refused"));
        } else {
            var verdict = site.errors().of(why instanceof IOException ? root(why) : why, server);
            answer(verdict.outcome(), verdict.finding());
        }
    }

    private static Throwable root(Throwable why) {
        return why.getCause() instanceof IOException cause ? cause : why;
    }

    @Override
    void onSilence() {
        InetAddress server = asked;
        Finding cut = server == null ? null : site.network().whyCutOffFrom(server);
        if (server == null) {
            answer(Outcome.UNKNOWN, Finding.of("own.resolver-silent", spec.name(), seconds(timeout.toNanos())));
        } else if (cut != null) {
            answer(Outcome.UNKNOWN, cut);
        } else {
            answer(Outcome.CRITICAL, stillWaitingFor());
        }
    }

    /** The library's own timeout, which is ours, lets go of its socket. */
    @Override
    void release() {}
}
