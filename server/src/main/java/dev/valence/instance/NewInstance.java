package dev.valence.instance;

import java.util.List;

/** What a create or update call makes of an instance, checked and ready to be stored. */
record NewInstance(
        String name,
        List<String> tags,
        ExternalAuthentication externalAuthentication,
        Instance.Switches switches,
        Configuration configuration) {}
