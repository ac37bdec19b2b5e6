/**
 * Publish and subscribe: a {@link sse.hub.Hub} of topics, each a log of encoded events; a
 * {@link sse.hub.Subscription} is a cursor into such logs. The hub gives their events one order, or takes it from a
 * {@link sse.hub.Journal} that several hubs share. No network and no threads of its own.
 */
package sse.hub;
