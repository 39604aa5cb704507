package org.vigie.api.problem;

import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.TypeMismatchException;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.dao.TransientDataAccessResourceException;
import org.springframework.http.MediaType;
import org.springframework.http.converter.HttpMessageNotReadableException;
import org.springframework.transaction.CannotCreateTransactionException;
import org.springframework.transaction.TransactionSystemException;
import org.springframework.web.ErrorResponse;
import org.springframework.web.HttpMediaTypeNotAcceptableException;
import org.springframework.web.HttpMediaTypeNotSupportedException;
import org.springframework.web.HttpRequestMethodNotSupportedException;
import org.springframework.web.bind.MissingServletRequestParameterException;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.method.annotation.MethodArgumentTypeMismatchException;
import org.vigie.identity.FormExpired;
import org.vigie.identity.NotSignedIn;
import org.vigie.shared.DatabaseTrouble;
import org.vigie.shared.NotFound;
import org.vigie.shared.Refused;
import org.vigie.shared.Words;
import tools.jackson.core.JacksonException;
import tools.jackson.core.exc.StreamReadException;
import tools.jackson.databind.exc.UnrecognizedPropertyException;

/** Which problem an exception is. */
final class Diagnosis {
    private Diagnosis() {}

    static Problem of(Exception e) {
        return switch (e) {
            case NotFound notFound -> Problem.of(404, "not-found", "problem.notFound");
            case NotSignedIn notSignedIn -> Problem.of(401, "sign-in", "problem.signIn");
            case FormExpired expired -> Problem.of(403, "form-expired", "problem.form");
            case Refused refused -> refused(refused);
            case MethodArgumentTypeMismatchException mismatch
            when mismatch.getParameter().hasParameterAnnotation(PathVariable.class) ->
                Problem.of(404, "not-found", "problem.notFound");
            case MethodArgumentTypeMismatchException mismatch ->
                Problem.field(mismatch.getName(), "refusal.parameter", shortened(mismatch.getValue()));
            case TypeMismatchException mismatch ->
                Problem.field(
                        String.valueOf(mismatch.getPropertyName()),
                        "refusal.parameter",
                        shortened(mismatch.getValue()));
            case MissingServletRequestParameterException missing ->
                Problem.field(missing.getParameterName(), "refusal.parameter.missing");
            case HttpMessageNotReadableException unreadable -> unreadable(unreadable);
            case Exception full when DatabaseTrouble.isDiskFull(full) -> Problem.of(503, "disk-full", "problem.disk");
            case Doorstep.TooLarge tooLarge ->
                Problem.of(413, "too-large", "problem.too-large", Doorstep.LARGEST_BODY / 1024 / 1024);
            case HttpRequestMethodNotSupportedException method ->
                Problem.of(405, "method", "problem.method", method.getMethod(), words(method.getSupportedMethods()));
            case HttpMediaTypeNotAcceptableException accepted ->
                Problem.of(
                        406,
                        "not-acceptable",
                        "problem.not-acceptable",
                        accepted.getSupportedMediaTypes().stream()
                                .map(String::valueOf)
                                .collect(Collectors.joining(", ")));
            case HttpMediaTypeNotSupportedException type ->
                Problem.of(
                        415,
                        "media-type",
                        "problem.media-type",
                        String.valueOf(type.getContentType()),
                        type.getSupportedMediaTypes().stream()
                                .filter(MediaType::isConcrete)
                                .map(String::valueOf)
                                .collect(Collectors.joining(", ")));
            // The commit itself failed: nobody knows on which side of it the connection broke.
            case TransactionSystemException uncertain -> Problem.of(503, "uncertain", "problem.uncertain");
            case CannotCreateTransactionException gone -> database();
            case DataAccessResourceFailureException gone -> database();
            case TransientDataAccessResourceException gone -> database();
            case ErrorResponse answer
            when answer.getStatusCode().value() == 404 -> Problem.of(404, "not-found", "problem.notFound");
            case ErrorResponse answer
            when answer.getStatusCode().is4xxClientError() ->
                Problem.of(answer.getStatusCode().value(), "request", "problem.request");
            case Exception other when DatabaseTrouble.isPassing(other) -> database();
            case Exception other when DatabaseTrouble.isUnwritable(other) -> Problem.field("", "refusal.unwritable");
            default -> Problem.of(500, "broken", "problem.broken");
        };
    }

    private static Problem refused(Refused refused) {
        return switch (refused.kind()) {
            case INVALID -> refused(400, "refused", refused);
            case CONFLICT -> refused(409, "conflict", refused);
            case STALE -> refused(412, "stale", refused);
        };
    }

    private static Problem refused(int status, String type, Refused refused) {
        return new Problem(status, type, Words.of("problem.refused"), refused.rule(), refused.errors(), null);
    }

    private static Problem unreadable(HttpMessageNotReadableException e) {
        for (Throwable cause = e.getCause(); cause != null; cause = cause.getCause()) {
            if (cause instanceof Refused refused) {
                return refused(refused);
            }
            if (cause instanceof Doorstep.TooLarge tooLarge) {
                return of(tooLarge);
            }
            if (cause instanceof UnrecognizedPropertyException unknown) {
                return Problem.field(path(unknown), "refusal.body.unknown", known(unknown));
            }
            if (cause instanceof StreamReadException malformed) {
                return malformed(malformed);
            }
            if (cause instanceof JacksonException json && !json.getPath().isEmpty()) {
                return Problem.field(path(json), "refusal.body.field");
            }
        }
        return Problem.of(400, "request", "problem.request");
    }

    private static Problem malformed(StreamReadException e) {
        var place = e.getLocation();
        return place == null
                ? Problem.of(400, "request", "problem.request")
                : Problem.of(400, "request", "problem.json", place.getLineNr(), place.getColumnNr());
    }

    private static String known(UnrecognizedPropertyException e) {
        var known = e.getKnownPropertyIds();
        return known == null ? "" : known.stream().map(String::valueOf).sorted().collect(Collectors.joining(", "));
    }

    private static String words(String @Nullable [] methods) {
        return methods == null ? "" : String.join(", ", methods);
    }

    private static String path(JacksonException e) {
        return e.getPath().stream()
                .map(step ->
                        step.getPropertyName() == null ? "[" + step.getIndex() + "]" : "." + step.getPropertyName())
                .collect(Collectors.joining())
                .replaceFirst("^\\.", "");
    }

    private static Problem database() {
        return Problem.of(503, "database", "problem.database");
    }

    private static String shortened(@Nullable Object value) {
        String text = String.valueOf(value);
        return text.length() > 100 ? text.substring(0, 100) + "…" : text;
    }
}
