package org.vigie.api;

import org.springframework.core.io.ClassPathResource;
import org.springframework.core.io.Resource;
import org.springframework.http.CacheControl;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;
import org.vigie.identity.Open;

/** This interface, described for programs (OpenAPI 3.1). A test writes the file from the controllers. */
@RestController
class DescriptionApi {
    private static final Resource DOCUMENT = new ClassPathResource("api/openapi.json");

    /** Open: it tells nothing that the sources do not. */
    @GetMapping(path = "/api/v1/openapi.json", produces = MediaType.APPLICATION_JSON_VALUE)
    @Open
    ResponseEntity<Resource> document() {
        return ResponseEntity.ok().cacheControl(CacheControl.noStore()).body(DOCUMENT);
    }
}
