package dev.valence.hub;

import dev.valence.element.Resource;
import dev.valence.instance.Connection;
import java.util.Map;

/**
 * Second step's result: the resource that a call goes to.
 *
 * @param pathVariables decoded values of the path's variables, safe to be put into another path or a body
 */
record Target(Connection connection, Resource resource, Map<String, String> pathVariables) {}
