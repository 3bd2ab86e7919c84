package dev.valence.http;

import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

/** Makes the REST resources use the same JSON settings as all other code. */
public class JsonSettings {
    @Produces
    @Singleton
    ObjectMapper mapper() {
        return Json.MAPPER;
    }
}
