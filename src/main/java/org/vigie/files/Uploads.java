package org.vigie.files;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.web.multipart.MultipartFile;
import org.vigie.shared.Actor;

/** The files that a form brought along. */
@Component
public class Uploads {
    private final Files files;

    Uploads(Files files) {
        this.files = files;
    }

    /** Their ids. A browser sends an empty part where no file was chosen. */
    public List<UUID> added(@Nullable List<MultipartFile> sent, Actor by) {
        return (sent == null ? List.<MultipartFile>of() : sent)
                .stream()
                        .filter(one -> one.getOriginalFilename() != null
                                && !one.getOriginalFilename().isEmpty())
                        .map(one -> {
                            try (var content = one.getInputStream()) {
                                return files.add(one.getOriginalFilename(), content, by)
                                        .id();
                            } catch (IOException e) {
                                throw new UncheckedIOException(e);
                            }
                        })
                        .toList();
    }
}
