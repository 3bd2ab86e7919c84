package dev.valence.hub;

import dev.valence.element.Resource;
import dev.valence.instance.Connection;
import dev.valence.mapping.ObjectMapping;
import java.util.Map;
import java.util.Optional;

/**
 * Second step's result: the resource that a call goes to.
 *
 * @param mapping of the bodies, when the call is for one of the application's own objects
 * @param mapped all such objects by name, for calls that list objects
 * @param pathVariables decoded values of the path's variables, safe to be put into another path or a body
 */
record Target(
        Connection connection,
        Resource resource,
        Map<String, String> pathVariables,
        Optional<ObjectMapping> mapping,
        Map<String, ObjectMapping> mapped) {}
