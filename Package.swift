// swift-tools-version: 6.1
import PackageDescription

let package = Package(
    name: "minuted",
    targets: [
        // Values only: Foundation, no I/O, no clock.
        .target(name: "ActionRegister"),
        .testTarget(name: "ActionRegisterTests", dependencies: ["ActionRegister"]),
    ],
    swiftLanguageModes: [.v6]
)

for target in package.targets where target.type != .system {
    target.swiftSettings = [
        .enableUpcomingFeature("ExistentialAny"),
        .enableUpcomingFeature("MemberImportVisibility"),
        .enableUpcomingFeature("InternalImportsByDefault"),
    ]
}
