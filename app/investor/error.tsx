"use client";

export { PortalError as default } from "@/app/_parts/portal-error";
