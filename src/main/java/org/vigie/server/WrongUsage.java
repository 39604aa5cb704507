package org.vigie.server;

import java.util.List;
import java.util.stream.Collectors;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.MissingParameterException;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.OverwrittenOptionException;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** What is wrong with a command as it was typed, and how it is used, in the language of the terminal. */
final class WrongUsage {
    private WrongUsage() {}

    static int explain(ParameterException problem, Speech speech) {
        var line = problem.getCommandLine();
        line.getErr().println(sentence(problem, speech));
        if (problem instanceof UnmatchedArgumentException unmatched) {
            List<String> near = unmatched.getSuggestions();
            if (!near.isEmpty()) {
                line.getErr().println(speech.say("usage.perhaps", String.join(", ", near)));
            }
        }
        line.usage(line.getErr(), Ansi.AUTO);
        return ExitCode.USAGE;
    }

    private static String sentence(ParameterException problem, Speech speech) {
        return switch (problem) {
            case UnmatchedArgumentException unmatched ->
                speech.say(
                        unmatched.isUnknownOption() ? "usage.unknown-option" : "usage.unknown-word",
                        unmatched.getUnmatched().getFirst());
            case MissingParameterException missing ->
                speech.say(
                        "usage.missing",
                        missing.getMissing().stream().map(WrongUsage::name).collect(Collectors.joining(", ")));
            case OverwrittenOptionException twice -> speech.say("usage.twice", name(twice.getOverwritten()));
            default ->
                problem.getArgSpec() != null && problem.getValue() != null
                        ? speech.say("usage.wrong-value", name(problem.getArgSpec()), problem.getValue())
                        : String.valueOf(problem.getMessage());
        };
    }

    private static String name(ArgSpec argument) {
        return argument instanceof OptionSpec option ? option.longestName() : argument.paramLabel();
    }
}
