// swift-tools-version: 6.2
import PackageDescription

let package = Package(
    name: "minuted",
    products: [.executable(name: "minuted", targets: ["minuted"])],
    dependencies: [
        .package(url: "https://github.com/groue/GRDB.swift", exact: "7.10.0"),
        .package(url: "https://github.com/apple/swift-argument-parser", exact: "1.8.2"),
        .package(url: "https://github.com/apple/swift-log", exact: "1.16.2"),
        .package(url: "https://github.com/swift-server/swift-service-lifecycle", exact: "2.13.0"),
        .package(url: "https://github.com/jpsim/Yams", exact: "6.2.2"),
        .package(url: "https://github.com/hummingbird-project/hummingbird", exact: "2.28.1", traits: []),
        // The release that Hummingbird resolves to: its event loops and its fields are named here.
        .package(url: "https://github.com/apple/swift-nio", exact: "2.101.2"),
        .package(url: "https://github.com/apple/swift-http-types", exact: "1.8.0"),
    ],
    targets: [
        // Values only: Foundation, no I/O, no clock.
        .target(name: "ActionRegister"),
        .target(name: "Scheduling", dependencies: ["ActionRegister"]),
        .systemLibrary(name: "CGMime", pkgConfig: "gmime-3.0", providers: [.apt(["libgmime-3.0-dev"])]),
        .target(name: "Mail", dependencies: ["ActionRegister", "CGMime"]),
        // The commit the program was built from.
        .target(name: "CBuild"),
        // What an idle daemon gives back.
        .target(name: "CIdle"),
        .systemLibrary(name: "CMalloc"),
        // libcurl is loaded when it is first needed; its headers are enough to build.
        .target(name: "CCurl"),
        .target(name: "SMTPRelay", dependencies: ["ActionRegister", "Mail", "CCurl"]),
        .target(
            name: "Store",
            dependencies: [
                "ActionRegister", "Scheduling", "Mail", .product(name: "GRDB", package: "GRDB.swift"),
            ]),
        .target(name: "Documents", dependencies: ["ActionRegister"]),
        .target(name: "Reminders", dependencies: ["ActionRegister", "Scheduling", "Mail", "Store"]),
        .target(
            name: "Console",
            dependencies: [
                "ActionRegister", "Scheduling", "Mail", "Store", "Documents", "Reminders",
                .product(name: "Hummingbird", package: "hummingbird"),
                .product(name: "HTTPTypes", package: "swift-http-types"),
                .product(name: "NIOCore", package: "swift-nio"),
                .product(name: "NIOPosix", package: "swift-nio"),
                .product(name: "Logging", package: "swift-log"),
                .product(name: "ServiceLifecycle", package: "swift-service-lifecycle"),
            ], resources: [.embedInCode("Assets/console.css")]),
        .target(
            name: "Daemon",
            dependencies: [
                "ActionRegister", "Scheduling", "Mail", "SMTPRelay", "Store", "Documents", "Reminders",
                "Console", "CIdle", "Yams",
                .product(name: "Logging", package: "swift-log"),
                .product(name: "ServiceLifecycle", package: "swift-service-lifecycle"),
                .product(name: "UnixSignals", package: "swift-service-lifecycle"),
            ]),
        .target(
            name: "SampleRegisters", path: "config/demo",
            resources: ["organisations", "people", "meetings", "vawg-action-log", "victims-action-log"].map {
                .embedInCode("\($0).csv")
            }),
        .executableTarget(
            name: "minuted",
            dependencies: [
                "ActionRegister", "Scheduling", "Mail", "SMTPRelay", "Store", "Documents", "Reminders",
                "Daemon", "CBuild", "CMalloc", "SampleRegisters",
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
                .product(name: "Logging", package: "swift-log"),
                .product(name: "ServiceLifecycle", package: "swift-service-lifecycle"),
            ]),
        .target(name: "RelayFixtures", path: "Tests/RelayFixtures"),
        .target(name: "RandomFixtures", path: "Tests/RandomFixtures"),
        .testTarget(name: "HouseTests"),
        .testTarget(name: "ActionRegisterTests", dependencies: ["ActionRegister"]),
        .testTarget(
            name: "SchedulingTests", dependencies: ["ActionRegister", "Scheduling", "RandomFixtures"]),
        .testTarget(name: "MailTests", dependencies: ["ActionRegister", "CGMime", "Mail"]),
        .testTarget(
            name: "SMTPRelayTests", dependencies: ["ActionRegister", "Mail", "SMTPRelay", "RelayFixtures"],
            exclude: ["Dialogues"]),
        .testTarget(
            name: "StoreTests",
            dependencies: [
                "ActionRegister", "Scheduling", "Mail", "Store",
                .product(name: "GRDB", package: "GRDB.swift"),
            ]),
        .testTarget(name: "DocumentsTests", dependencies: ["ActionRegister", "Documents"]),
        .testTarget(
            name: "RemindersTests",
            dependencies: [
                "ActionRegister", "Scheduling", "Mail", "Store", "Reminders", "RandomFixtures",
                .product(name: "GRDB", package: "GRDB.swift"),
            ], exclude: ["Golden"]),
        .testTarget(
            name: "ConsoleTests",
            dependencies: [
                "ActionRegister", "Scheduling", "Mail", "Store", "Reminders", "Console",
                .product(name: "Logging", package: "swift-log"),
                .product(name: "Hummingbird", package: "hummingbird"),
                .product(name: "HummingbirdTesting", package: "hummingbird"),
                .product(name: "HTTPTypes", package: "swift-http-types"),
                .product(name: "GRDB", package: "GRDB.swift"),
                .product(name: "NIOCore", package: "swift-nio"),
            ], exclude: ["Golden"]),
        .testTarget(
            name: "DaemonTests",
            dependencies: [
                "ActionRegister", "Scheduling", "Mail", "SMTPRelay", "Store", "Reminders", "Daemon",
                "Console",
                "RelayFixtures",
                .product(name: "Logging", package: "swift-log"),
                .product(name: "ServiceLifecycle", package: "swift-service-lifecycle"),
            ]),
        .testTarget(
            name: "FuzzTests",
            dependencies: [
                "ActionRegister", "Scheduling", "Mail", "SMTPRelay", "Store", "Documents", "Reminders",
                "Console", "Daemon", "RelayFixtures", "RandomFixtures",
                .product(name: "Logging", package: "swift-log"),
            ]),
        .testTarget(
            name: "AcceptanceTests", dependencies: ["minuted", "RelayFixtures"], exclude: ["BadConfigs"]),
    ],
    swiftLanguageModes: [.v6]
)

for target in package.targets where target.type != .system {
    target.swiftSettings = [
        .enableUpcomingFeature("ExistentialAny"),
        .enableUpcomingFeature("MemberImportVisibility"),
        .enableUpcomingFeature("InternalImportsByDefault"),
        .treatAllWarnings(as: .error),
    ]
}
