/** The Webex REST API v1: people, rooms, memberships, messages, teams and the organization. */
@NullMarked
package dev.valence.sandbox.webex;

import org.jspecify.annotations.NullMarked;
