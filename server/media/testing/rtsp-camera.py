# A camera for tests: GStreamer's RTSP server with a moving test pattern in several codecs. Run as: PORT none|basic|digest.
# Prints "ready", then "clients N" whenever somebody comes or goes. Ends with its standard input.
import sys

import gi

gi.require_version("Gst", "1.0")
gi.require_version("GstRtsp", "1.0")
gi.require_version("GstRtspServer", "1.0")
from gi.repository import GLib, Gst, GstRtsp, GstRtspServer

PICTURE = "videotestsrc is-live=true pattern=ball ! video/x-raw,format=I420,width=320,height=180,framerate=25/1"
H264 = "rtph264pay name=pay0 pt=96 config-interval=-1"
STREAMS = {
    "/h264": f"{PICTURE} ! x264enc tune=zerolatency speed-preset=ultrafast key-int-max=25 bitrate=400 ! "
    f"video/x-h264,profile=constrained-baseline ! {H264}",
    "/vp8": f"{PICTURE} ! vp8enc deadline=1 cpu-used=8 keyframe-max-dist=25 target-bitrate=400000 ! rtpvp8pay name=pay0 pt=97",
    "/b-frames": f"{PICTURE} ! x264enc speed-preset=ultrafast bframes=2 b-adapt=false key-int-max=24 rc-lookahead=4 ! "
    f"video/x-h264,profile=main ! {H264}",
    "/busy": "videotestsrc is-live=true pattern=snow ! video/x-raw,format=I420,width=320,height=180,framerate=25/1 ! "
    "x264enc tune=zerolatency speed-preset=ultrafast key-int-max=25 bitrate=1500 vbv-buf-capacity=1000 ! "
    f"video/x-h264,profile=constrained-baseline ! {H264}",
    "/h265": f"{PICTURE} ! x265enc tune=zerolatency speed-preset=ultrafast ! rtph265pay name=pay0 pt=98",
}
USER, PASSWORD = "viewer", "s3cret:pass@word"


def guard(server, kind):
    auth = GstRtspServer.RTSPAuth()
    token = GstRtspServer.RTSPToken()
    token.set_string("media.factory.role", "viewer")
    if kind == "basic":
        auth.set_supported_methods(GstRtsp.RTSPAuthMethod.BASIC)
        auth.add_basic(GstRtspServer.RTSPAuth.make_basic(USER, PASSWORD), token)
    else:
        auth.set_supported_methods(GstRtsp.RTSPAuthMethod.DIGEST)
        auth.add_digest(USER, PASSWORD, token)
    server.set_auth(auth)


def factory(launch, kind):
    made = GstRtspServer.RTSPMediaFactory()
    made.set_launch(f"( {launch} )")
    made.set_shared(True)
    if kind != "none":
        permissions = GstRtspServer.RTSPPermissions()
        for permission in ("media.factory.access", "media.factory.construct"):
            permissions.add_permission_for_role("viewer", permission, True)
        made.set_permissions(permissions)
    return made


def say(line):
    print(line, flush=True)


def main(port, kind):
    Gst.init(None)
    server = GstRtspServer.RTSPServer()
    server.set_address("127.0.0.1")
    server.set_service(port)
    if kind != "none":
        guard(server, kind)
    for path, launch in STREAMS.items():
        server.get_mount_points().add_factory(path, factory(launch, kind))
    clients = set()

    def gone(client):
        clients.discard(client)
        say(f"clients {len(clients)}")

    def came(_server, client):
        clients.add(client)
        client.connect("closed", gone)
        say(f"clients {len(clients)}")

    server.connect("client-connected", came)
    server.attach(None)
    loop = GLib.MainLoop()
    GLib.io_add_watch(GLib.IOChannel(0), GLib.PRIORITY_DEFAULT, GLib.IO_HUP, lambda *_: loop.quit())
    say("ready")
    loop.run()


main(sys.argv[1], sys.argv[2])
