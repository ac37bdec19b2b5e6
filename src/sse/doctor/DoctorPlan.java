package sse.doctor;

import java.net.URI;
import sse.client.ClientOptions;
import sse.client.StreamRequest;

/**
 * What is to be looked at.
 *
 * @param request as it was asked for
 * @param direct the same at the server itself, behind what may stand in front of it; or null
 * @param origin of a page that would read it; or null
 * @param millis how long it is read
 * @param again whether it may be asked more than once
 */
public record DoctorPlan(StreamRequest request, StreamRequest direct, String origin, long millis, boolean again,
        ClientOptions client) {

    URI uri() {
        return request.uri();
    }
}
